import { randomBytes } from 'node:crypto';
import fc from 'fast-check';
import { RefreshTokens } from './refresh-tokens';
import { SigningKeys } from './signing-keys';

const newSecret = () => randomBytes(32).toString('base64url');
const newKey = () => new RefreshTokens(new SigningKeys(newSecret()));
const tokens = newKey();
const places = fc.record({ id: fc.uuid(), rotation: fc.nat({ max: 999_999_999 }) });

describe('RefreshTokens', () => {
  it('reads back what it made, and the hash is that of the whole token', () => {
    fc.assert(
      fc.property(places, ({ id, rotation }) => {
        const text = tokens.issue(id, rotation);
        const hash = tokens.hash(text);
        expect(tokens.read(text)).toEqual({ sessionId: id, rotation, hash });
      }),
    );
  });

  it('makes one token per place: the same each time, another for each other place', () => {
    fc.assert(
      fc.property(places, places, (one, two) => {
        const isSame = one.id === two.id && one.rotation === two.rotation;
        const texts = [tokens.issue(one.id, one.rotation), tokens.issue(two.id, two.rotation)];
        expect(texts[0] === texts[1]).toBe(isSame);
        expect(tokens.issue(one.id, one.rotation)).toBe(texts[0]);
      }),
    );
  });

  it('knows no token with a changed character', () => {
    fc.assert(
      fc.property(places, fc.nat(), fc.integer({ min: 1, max: 127 }), (place, at, flip) => {
        const text = tokens.issue(place.id, place.rotation);
        const index = at % text.length;
        const changed = String.fromCharCode(text.charCodeAt(index) ^ flip);
        const forged = text.slice(0, index) + changed + text.slice(index + 1);
        expect(tokens.read(forged)).toBeUndefined();
      }),
    );
  });

  it('knows no token made with another key', () => {
    const id = '0198c2f1-6a70-7b1c-8f57-0e6ac5a1a0aa';
    expect(newKey().read(tokens.issue(id, 0))).toBeUndefined();
  });

  it('knows, after a rotation of the key, the tokens of the one before, and makes new ones', () => {
    const [first, second, third] = [newSecret(), newSecret(), newSecret()];
    const before = new RefreshTokens(new SigningKeys(first));
    const after = new RefreshTokens(new SigningKeys(second, first));
    const later = new RefreshTokens(new SigningKeys(third, second));
    const id = '0198c2f1-6a70-7b1c-8f57-0e6ac5a1a0aa';
    const old = before.issue(id, 3);
    expect(after.read(old)).toEqual(before.read(old));
    expect(after.issue(id, 3)).not.toBe(old);
    expect(after.issueAgain(id, 3, after.hash(old))).toBe(old);
    expect(after.issueAgain(id, 3, after.hash(after.issue(id, 3)))).toBe(after.issue(id, 3));
    expect(later.read(old)).toBeUndefined();
    expect(later.issueAgain(id, 3, later.hash(old))).toBeUndefined();
    expect(later.read(after.issue(id, 4))).toBeDefined();
  });

  it.each([undefined, '', 'garbage', '..', `${'a'.repeat(36)}.0.`, 'a'.repeat(100_000)])(
    'knows no token of the form %j',
    (text) => {
      expect(tokens.read(text)).toBeUndefined();
    },
  );

  it('never writes a rotation in two ways', () => {
    const id = '0198c2f1-6a70-7b1c-8f57-0e6ac5a1a0aa';
    const mac = tokens.issue(id, 7).split('.')[2];
    expect(tokens.read(`${id}.07.${mac}`)).toBeUndefined();
  });
});
