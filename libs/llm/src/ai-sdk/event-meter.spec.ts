import { EventMeter } from './event-meter';

/** What a meter says after each packet. */
function measured(...packets: readonly string[]): number[] {
  const meter = new EventMeter();
  return packets.map((packet) => meter.add(Buffer.from(packet)));
}

describe('EventMeter', () => {
  it('grows with an event over many packets', () => {
    expect(measured('data: ', 'aaaa', 'bbbb')).toEqual([6, 10, 14]);
  });

  it.each([['\n\n'], ['\r\r'], ['\r\n\r\n']])('begins anew after %j, wherever it is cut', (end) => {
    for (let cut = 0; cut <= end.length; cut += 1) {
      const after = measured(`data: ${'x'.repeat(100)}${end.slice(0, cut)}`, end.slice(cut), 'y');
      expect(after[2]).toBeLessThan(10);
    }
  });

  it('does not take the end of a line for that of an event', () => {
    expect(measured('data: a\ndata: b\n', 'data: c\r\ndata: d')).toEqual([16, 32]);
  });
});
