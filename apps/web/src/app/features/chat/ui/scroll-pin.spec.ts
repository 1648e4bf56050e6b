/** @jest-environment node */
import fc from 'fast-check';
import { SEED } from '../../../core/seed.fixture';
import { INITIAL_PIN, pinAfterScroll, type Pin } from './scroll-pin';

/** A log of 1,000 pixels in a window of 200, so that its end is at 800. */
const at = (scrollTop: number, scrollHeight = 1_000) => ({
  scrollTop,
  scrollHeight,
  clientHeight: 200,
});
const after = (pin: Pin, ...tops: number[]) =>
  tops.reduce((last, top) => pinAfterScroll(last, at(top)), pin);
const atEnd: Pin = { pinned: true, top: 800 };

describe('the reader of a log', () => {
  it('is at its end at first', () => {
    expect(INITIAL_PIN.pinned).toBe(true);
  });

  it('leaves the end with the smallest move up', () => {
    expect(after(atEnd, 798).pinned).toBe(false);
    expect(after(atEnd, 700, 600).pinned).toBe(false);
  });

  it('is back at the end when they come near it from above', () => {
    expect(after(atEnd, 400, 600).pinned).toBe(false);
    expect(after(atEnd, 400, 730).pinned).toBe(true);
    expect(after(atEnd, 400, 800).pinned).toBe(true);
  });

  it('is not pulled back by a small move up near the end', () => {
    expect(after(atEnd, 770, 760, 750).pinned).toBe(false);
  });

  it('stays at the end when the log grows under them', () => {
    const grown = pinAfterScroll(atEnd, at(800, 1_400));
    expect(grown.pinned).toBe(true);
    expect(pinAfterScroll({ pinned: false, top: 300 }, at(300, 1_400)).pinned).toBe(false);
  });

  it('stays at the end of a log that shrinks', () => {
    expect(pinAfterScroll(atEnd, at(500, 700)).pinned).toBe(true);
  });

  it(`is pinned at the very end, and never by scrolling up (seed ${SEED})`, () => {
    const tops = fc.array(fc.nat(800), { minLength: 1, maxLength: 20 });
    fc.assert(
      fc.property(tops, (path) => {
        let pin = INITIAL_PIN;
        for (const top of path) {
          const next = pinAfterScroll(pin, at(top));
          if (top >= 799) expect(next.pinned).toBe(true);
          else if (top < pin.top - 1) expect(next.pinned).toBe(false);
          expect(next.top).toBe(top);
          pin = next;
        }
      }),
      { seed: SEED, numRuns: 300 },
    );
  });
});
