import { Logger } from '@nestjs/common';
import { hashState } from './password-hash';
import { Passwords } from './passwords';

describe('Passwords', () => {
  const passwords = new Passwords();
  beforeAll(() => Logger.overrideLogger(false));

  it.each(['password123', '  spaces around  ', '🔑🔑🔑🔑🔑', 'e\u0301 is not \u00e9'])(
    'knows %j again and nothing like it',
    async (password) => {
      const stored = await passwords.hash(password);
      expect(hashState(stored)).toBe('current');
      expect(await passwords.verify(password, stored)).toBe(true);
      const alike = [password.trim(), password.toUpperCase(), password.normalize('NFC')];
      for (const other of [...alike, `${password} `].filter((each) => each !== password)) {
        expect(await passwords.verify(other, stored)).toBe(false);
      }
    },
  );

  it('salts: one password never has the same hash twice', async () => {
    const [one, two] = await Promise.all([passwords.hash('same'), passwords.hash('same')]);
    expect(one).not.toBe(two);
  });

  it('checks against a decoy for an account that does not exist', async () => {
    expect(await passwords.verify('password123')).toBe(false);
  });

  it.each(['', 'garbage', `$argon2id$v=19$m=4194304,t=2,p=1$${'A'.repeat(22)}$${'A'.repeat(43)}`])(
    'lets nobody in by the stored hash %j',
    async (stored) => {
      expect(await passwords.verify('password123', stored)).toBe(false);
    },
  );

  it('refuses a rush that would take too long, and finishes what it accepted', async () => {
    const rush = await Promise.allSettled(
      Array.from({ length: 230 }, () => passwords.verify('password123')),
    );
    const refused = rush.filter((each) => each.status === 'rejected');
    expect(refused).toHaveLength(28);
    for (const { reason } of refused) expect(reason).toMatchObject({ code: 'server_busy' });
  });
});
