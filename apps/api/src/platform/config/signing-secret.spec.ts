import { chmodSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { signingSecret } from './signing-secret';

describe('signingSecret', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'secret-'));
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  const config = (name = 'dev.db') => ({
    JWT_SECRET: undefined,
    DATABASE_URL: `file:${join(folder, name)}?cache=shared`,
    production: false,
  });

  it('is JWT_SECRET where that is set', () => {
    expect(signingSecret({ ...config(), JWT_SECRET: 'given' })).toBe('given');
  });

  it('is made once, 256 bits, and kept beside the database for its owner alone', () => {
    const first = signingSecret(config('new/dev.db'));
    expect(Buffer.from(first, 'base64url')).toHaveLength(32);
    expect(signingSecret(config('new/dev.db'))).toBe(first);
    const path = join(folder, 'new/dev.db.secret');
    expect(readFileSync(path, 'utf8')).toBe(first);
    expect(statSync(path).mode & 0o777).toBe(0o600);
  });

  it('differs between databases', () => {
    expect(signingSecret(config('a.db'))).not.toBe(signingSecret(config('b.db')));
  });

  it('stands in the working directory when the database is elsewhere', () => {
    const before = process.cwd();
    process.chdir(folder);
    try {
      const made = signingSecret({ ...config(), DATABASE_URL: 'postgres://db/prome' });
      expect(readFileSync(join(folder, '.prome-dify.secret'), 'utf8')).toBe(made);
    } finally {
      process.chdir(before);
    }
  });

  it('is never made in production', () => {
    expect(() => signingSecret({ ...config(), production: true })).toThrow('JWT_SECRET');
  });

  it.each(['', 'short', 'x'.repeat(44)])('does not sign with a kept file of %j', (text) => {
    writeFileSync(join(folder, 'dev.db.secret'), text);
    expect(() => signingSecret(config())).toThrow('holds no secret');
  });

  it('says so when the folder cannot be written', () => {
    writeFileSync(join(folder, 'file'), '');
    chmodSync(join(folder, 'file'), 0o400);
    expect(() => signingSecret(config('file/dev.db'))).toThrow();
  });
});
