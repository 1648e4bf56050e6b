import { membersToDrop } from './request';

const NONE = new Set<never>();

describe('membersToDrop', () => {
  it.each([
    ['{"detail":[{"loc":["body","stream_options"]}]}', ['stream_options']],
    ["property 'stream_options' is unsupported", ['stream_options']],
    ['{"loc":["body","user"]},{"loc":["body","stream_options"]}', ['stream_options', 'user']],
    ['Unrecognized request argument supplied: `user`', ['user']],
    ['The user message is too long', ['stream_options', 'user']],
    ['', ['stream_options', 'user']],
  ])('from %j', (refusal, members) => {
    expect(membersToDrop(refusal, NONE)).toEqual(members);
  });

  it('has nothing left to drop when all are dropped', () => {
    expect(membersToDrop('stream_options', new Set(['stream_options', 'user']))).toEqual([]);
  });
});
