import type { Type } from '@nestjs/common';
import type { FieldError } from '@prome-dify/contracts';
import { ProblemError } from '../platform/http';
import { validationPipe } from '../platform/http/validation';
import { LoginDto, PasswordChangeDto, RegisterDto } from './auth.dto';

const GOOD = { email: 'user@example.com', password: 'password123' };
const BROKEN_SURROGATE = 'password\ud800';

async function faults(metatype: Type, body: unknown): Promise<readonly FieldError[]> {
  try {
    await validationPipe().transform(body, { type: 'body', metatype });
    return [];
  } catch (error) {
    if (error instanceof ProblemError && error.code === 'validation_failed') {
      return error.details.errors ?? [];
    }
    throw error;
  }
}

const pointers = async (metatype: Type, body: unknown) =>
  (await faults(metatype, body)).map(({ pointer }) => pointer);

describe('RegisterDto', () => {
  it("accepts the documentation's own example", async () => {
    expect(await faults(RegisterDto, GOOD)).toEqual([]);
  });

  it.each([
    'pass word with spaces',
    '  leading and trailing  ',
    '🔑🔑🔑🔑🔑🔑🔑🔑',
    `"quotes' and <tags>`,
    'ünïcödé-пароль-密码密码',
    'x'.repeat(128),
  ])('takes the password %j unchanged', async (password) => {
    const body = { ...GOOD, password };
    const dto: unknown = await validationPipe().transform(body, {
      type: 'body',
      metatype: RegisterDto,
    });
    expect(dto).toEqual(body);
  });

  it.each([
    ['short', 'x'.repeat(7)],
    ['long', 'x'.repeat(129)],
    ['with NUL', 'password\u0000'],
    ['with a lone surrogate', BROKEN_SURROGATE],
    ['in an array', ['password123']],
    ['an object with a length', { length: 99 }],
    ['a number', 12_345_678],
    ['null', null],
    ['missing', undefined],
  ])('refuses a password that is %s', async (_, password) => {
    expect(await pointers(RegisterDto, { ...GOOD, password })).toEqual(['/password']);
  });

  it.each([[{ $ne: null }], [{ $gt: '' }], [['a@b.co']], [5], [true], [null], ['a@b']])(
    'refuses the email %j',
    async (email) => {
      expect(await pointers(RegisterDto, { ...GOOD, email })).toEqual(['/email']);
    },
  );

  it.each(['id', 'balance', 'role', 'userId', 'SIGNUP_TOKENS'])(
    'refuses the unknown member %s',
    async (name) => {
      expect(await pointers(RegisterDto, { ...GOOD, [name]: 1 })).toEqual([`/${name}`]);
    },
  );

  it('never repeats what was sent', async () => {
    const sent = await faults(RegisterDto, { email: 'canary-1', password: 'canary\u0000-2' });
    expect(sent).toHaveLength(2);
    expect(JSON.stringify(sent)).not.toContain('canary');
  });

  it('lists at most ten of 9,000 unknown members', async () => {
    const many = Object.fromEntries(Array.from({ length: 9000 }, (_, n) => [`k${n}`, n]));
    expect((await faults(RegisterDto, { ...GOOD, ...many })).length).toBeLessThanOrEqual(10);
  });
});

describe('LoginDto', () => {
  it('lets a password be tried that could not be chosen', async () => {
    expect(await faults(LoginDto, { ...GOOD, password: 'wrong' })).toEqual([]);
  });

  it.each(['', 'x'.repeat(129), 'a\0', BROKEN_SURROGATE])(
    'refuses the password %j',
    async (password) => {
      expect(await pointers(LoginDto, { ...GOOD, password })).toEqual(['/password']);
    },
  );
});

describe('PasswordChangeDto', () => {
  it('holds the new password to the rule of registering', async () => {
    const body = { currentPassword: 'old', newPassword: 'short' };
    expect(await pointers(PasswordChangeDto, body)).toEqual(['/newPassword']);
  });
});
