import { orderIdFor } from './order-id';

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[78][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;

describe('orderIdFor', () => {
  it('is new each time without a key', () => {
    const ids = Array.from({ length: 100 }, () => orderIdFor('user', undefined));
    expect(new Set(ids).size).toBe(100);
    for (const id of ids) expect(id).toMatch(UUID);
  });

  it('is the same for the same key of the same user, and only for that', () => {
    const id = orderIdFor('user', 'key');
    expect(id).toMatch(UUID);
    expect(orderIdFor('user', 'key')).toBe(id);
    expect(orderIdFor('user', 'other')).not.toBe(id);
    expect(orderIdFor('other', 'key')).not.toBe(id);
  });

  it.each(['', 'x'.repeat(256), 'a\nb', 'ü'])('refuses the key %j', (key) => {
    expect(() => orderIdFor('user', key)).toThrow(
      expect.objectContaining({ code: 'validation_failed' }),
    );
  });
});
