import { setUpPayments } from './payments';

const nowhere = () => null;
const base = 'http://127.0.0.1:4242';

function settings(key?: string, more: { base?: string; production?: boolean } = {}) {
  return {
    production: more.production ?? false,
    STRIPE_SECRET_KEY: key,
    STRIPE_WEBHOOK_SECRET: 'whsec_spec',
    STRIPE_API_BASE: more.base,
  };
}

describe('setUpPayments', () => {
  it.each([
    ['live', 'sk_live_1', {}],
    ['live', 'rk_live_1', { base }],
    ['test', 'sk_test_1', {}],
    ['emulator', 'sk_test_1', { base }],
    ['emulator', undefined, { base }],
  ] as const)('is %s with the key %s and %o', async (mode, key, more) => {
    const payments = await setUpPayments(settings(key, more), nowhere);
    expect(payments.mode).toBe(mode);
    expect(payments.stripe).toBeDefined();
    expect(payments.keepsBooks).toBe(true);
    expect(payments.standIn?.href).toBe('base' in more ? `${base}/` : undefined);
  });

  it.each([undefined, base])('is off in production without a key (base %s)', async (given) => {
    const more = given === undefined ? {} : { base: given };
    const payments = await setUpPayments(
      settings(undefined, { ...more, production: true }),
      nowhere,
    );
    expect(payments).toMatchObject({ mode: 'off' });
    expect(payments.stripe).toBeUndefined();
  });

  it('runs an emulator of its own without any setting, and ends it', async () => {
    const payments = await setUpPayments(settings(), nowhere);
    expect(payments).toMatchObject({ mode: 'emulator', keepsBooks: false });
    expect((await payments.stripe?.checkout.sessions.list())?.data).toEqual([]);
    await payments.stop();
    await expect(fetch(payments.standIn ?? '')).rejects.toThrow();
  });
});
