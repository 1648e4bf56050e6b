import { createHash } from 'node:crypto';
import { transferHash } from './transfer-hash';

const transfer = {
  idemKey: 'signup:1',
  kind: 'grant',
  debit: 'sys:grants',
  credit: 'user:1',
  amount: 1000,
  ownerVersion: 1,
  balanceAfter: 1000,
  giftAfter: 800,
  createdAt: 1_700_000_000_000,
};

describe('the hash of a transfer', () => {
  it('can be made with any SHA-256 from what the row holds', () => {
    const text = 'before|signup:1|grant|sys:grants|user:1|1000|1|1000|800|1700000000000';
    expect(transferHash('before', transfer)).toBe(createHash('sha256').update(text).digest('hex'));
  });

  it('changes with every member it covers, and with the transfer before', () => {
    const changed = Object.entries(transfer).map(([name, value]) => ({
      ...transfer,
      [name]: typeof value === 'number' ? value + 1 : `${value}x`,
    }));
    const hashes = [transfer, ...changed].map((each) => transferHash('', each));
    hashes.push(transferHash('x', transfer));
    expect(new Set(hashes).size).toBe(Object.keys(transfer).length + 2);
  });
});
