import { senderOf } from './sender';

describe('senderOf', () => {
  it.each([
    ['no-reply@example.com', { name: '', address: 'no-reply@example.com' }],
    [
      'Chat, by us <no-reply@example.com>',
      { name: 'Chat, by us', address: 'no-reply@example.com' },
    ],
    [undefined, { name: 'Prome-Dify', address: 'no-reply@localhost' }],
  ])('reads %j', (mailFrom, sender) => {
    expect(senderOf(mailFrom)).toEqual(sender);
  });
});
