import Stripe from 'stripe';
import { storedEvent, verifiedEvent } from './verified-event';

const SECRET = 'whsec_spec';
const event = {
  id: 'evt_1',
  object: 'event',
  type: 'checkout.session.completed',
  created: 1_800_000_000,
  livemode: false,
  data: { object: { id: 'cs_test_1' } },
};
const payload = JSON.stringify(event);
const seconds = () => Math.floor(Date.now() / 1000);
const signed = (text: string, more: { timestamp?: number; secret?: string } = {}) =>
  Stripe.webhooks.generateTestHeaderString({ payload: text, secret: SECRET, ...more });
const read = (text: string, header: string | undefined = signed(text)) =>
  verifiedEvent(Buffer.from(text), header, SECRET);
const refusal = { code: 'webhook_invalid' };

describe('verifiedEvent', () => {
  it('reads what Stripe signed', () => {
    const expected = {
      id: 'evt_1',
      type: 'checkout.session.completed',
      created: 1_800_000_000,
      livemode: false,
      object: { id: 'cs_test_1' },
      payload,
    };
    expect(read(payload)).toEqual(expected);
    expect(storedEvent(payload)).toEqual(expected);
  });

  it('finds the right signature among wrong ones, as after a change of the secret', () => {
    const [time, right] = signed(payload).split(',');
    const wrong = `v1=${'0'.repeat(64)}`;
    expect(read(payload, `${time},${wrong},${right},${wrong}`).id).toBe('evt_1');
  });

  it.each([299, -299])('takes a signature %i seconds away', (distance) => {
    const header = signed(payload, { timestamp: seconds() - distance });
    expect(read(payload, header).id).toBe('evt_1');
  });

  it.each([
    ['no signature', undefined],
    ['an empty one', ''],
    ['a wrong one', `t=${seconds()},v1=${'0'.repeat(64)}`],
    ['one by another secret', signed(payload, { secret: 'whsec_other' })],
    ['one for another body', signed(`${payload} `)],
    ['an old one', signed(payload, { timestamp: seconds() - 302 })],
    ['one from the near future', signed(payload, { timestamp: seconds() + 310 })],
    ['one from the far future', signed(payload, { timestamp: seconds() + 315_360_000 })],
    ['one without a time', signed(payload).replace(/^t=\d+,/, '')],
    ['one with a strange time', signed(payload).replace(/^t=\d+/, 't=abc')],
    ['a second, later time', `${signed(payload)},t=${seconds() + 4000}`],
    ['an earlier scheme', signed(payload).replace('v1=', 'v0=')],
    ['nothing but commas', ',,,='],
  ])('refuses a body with %s', (_name, header) => {
    const take = () => verifiedEvent(Buffer.from(payload), header, SECRET);
    expect(take).toThrow(expect.objectContaining(refusal));
  });

  it.each([
    ['nothing', ''],
    ['no JSON', 'hello'],
    ['null', 'null'],
    ['a list', '[]'],
    ['an empty object', '{}'],
    ['a number', '5'],
    ['no id', JSON.stringify({ ...event, id: undefined })],
    ['a long id', JSON.stringify({ ...event, id: `evt_${'x'.repeat(10_000)}` })],
    ['an id with NUL', JSON.stringify({ ...event, id: 'evt_\0' })],
    ['no type', JSON.stringify({ ...event, type: undefined })],
    ['no object', JSON.stringify({ ...event, data: {} })],
    ['a list as object', JSON.stringify({ ...event, data: { object: [] } })],
    ['a time that is none', JSON.stringify({ ...event, created: -1 })],
    ['a thin event', JSON.stringify({ ...event, object: 'v2.core.event' })],
  ])('refuses a signed body that is %s', (_name, text) => {
    expect(() => read(text)).toThrow(expect.objectContaining(refusal));
  });

  it('takes unknown members, strange names and deep data', () => {
    const deep = `${'['.repeat(3000)}${']'.repeat(3000)}`;
    const text = payload.replace('"data":{', `"new":1,"__proto__":{"x":1},"data":{"deep":${deep},`);
    expect(read(text).object).toEqual({ id: 'cs_test_1' });
    expect({}).not.toHaveProperty('x');
  });
});
