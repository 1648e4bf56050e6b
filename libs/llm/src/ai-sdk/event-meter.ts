/** The ends of a line and of the empty line after it. */
const EVENT_ENDS = ['\n\n', '\r\r', '\n\r\n'];
/** So much of a packet may be the beginning of an end. */
const KEPT = 2;

/** Measures the event that is arriving, for readers that would keep one of any length. */
export class EventMeter {
  private bytes = 0;
  private tail = Buffer.alloc(0);

  /** The bytes of the last event so far, those of `packet` included. */
  add(packet: Uint8Array): number {
    const seen = Buffer.concat([this.tail, packet]);
    const end = Math.max(...EVENT_ENDS.map((mark) => seen.lastIndexOf(mark)));
    this.bytes = end < 0 ? this.bytes + packet.byteLength : seen.byteLength - end;
    this.tail = seen.subarray(-KEPT);
    return this.bytes;
  }
}
