import fc from 'fast-check';
import { SigningKeys } from '../tokens/signing-keys';
import { DeviceTokens } from './device-tokens';

const tokens = new DeviceTokens(new SigningKeys('the secret of this specification'));
const owners = fc.record({ id: fc.uuid(), deviceEpoch: fc.nat() });

describe('DeviceTokens', () => {
  it('knows a device again for the account and the epoch it was made for, and no other', () => {
    fc.assert(
      fc.property(owners, owners, fc.uuid(), (owner, other, device) => {
        const text = tokens.issue(owner, device);
        expect(tokens.read(text, owner)).toBe(device);
        expect(tokens.read(text, { ...owner, id: other.id })).toBe(
          owner.id === other.id ? device : undefined,
        );
        const later = { ...owner, deviceEpoch: owner.deviceEpoch + 1 };
        expect(tokens.read(text, later)).toBeUndefined();
        expect(tokens.read(text, undefined)).toBeUndefined();
      }),
    );
  });

  it('knows no token with a changed character', () => {
    const flips = fc.integer({ min: 1, max: 127 });
    fc.assert(
      fc.property(owners, fc.uuid(), fc.nat(), flips, (owner, device, at, flip) => {
        const text = tokens.issue(owner, device);
        const index = at % text.length;
        const changed = String.fromCharCode(text.charCodeAt(index) ^ flip);
        const forged = text.slice(0, index) + changed + text.slice(index + 1);
        expect(tokens.read(forged, owner)).toBeUndefined();
      }),
    );
  });

  it.each([undefined, '', '.', 'garbage', 'ü'.repeat(80), `${'a'.repeat(36)}.${'A'.repeat(43)}`])(
    'makes nothing of %j',
    (text) => {
      expect(tokens.read(text, { id: 'user', deviceEpoch: 0 })).toBeUndefined();
      expect(tokens.read(text)).toBeUndefined();
    },
  );

  it('binds nobody’s devices to an account that does not exist', () => {
    const forNobody = tokens.issue({ id: '', deviceEpoch: 0 }, 'a'.repeat(36));
    expect(tokens.read(forNobody)).toBeUndefined();
  });

  it('outlives one change of the signing secret', () => {
    const owner = { id: 'user', deviceEpoch: 3 };
    const device = '0198c2f1-6a70-7b1c-8f57-0e6ac5a1a0aa';
    const text = tokens.issue(owner, device);
    const next = new SigningKeys('another secret', 'the secret of this specification');
    expect(new DeviceTokens(next).read(text, owner)).toBe(device);
    const last = new SigningKeys('a third secret', 'another secret');
    expect(new DeviceTokens(last).read(text, owner)).toBeUndefined();
  });
});
