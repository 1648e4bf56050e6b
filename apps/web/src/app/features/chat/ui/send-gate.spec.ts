/** @jest-environment node */
import { SendGate } from './send-gate';

describe('after Stop', () => {
  it('the same gesture sends nothing, a later one does', () => {
    const gate = new SendGate();
    expect(gate.allows(0)).toBe(true);
    gate.stopped(1_000);
    expect([1_000, 1_300, 1_599, 1_600].map((now) => gate.allows(now))).toEqual([
      false,
      false,
      false,
      true,
    ]);
  });

  it('every Stop begins anew', () => {
    const gate = new SendGate();
    gate.stopped(1_000);
    gate.stopped(1_500);
    expect([gate.allows(1_700), gate.allows(2_100)]).toEqual([false, true]);
  });
});
