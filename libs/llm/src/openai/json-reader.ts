import type { ModelEvent } from '../port';
import { AnswerBuilder } from '../upstream/answer-builder';
import type { AnswerReader } from '../upstream/answer-reader';
import { UpstreamFailure } from '../upstream/failure';
import { parseJson } from '../upstream/piece';
import type { AnswerLimits } from '../upstream/settings';
import { readChunk } from './chunk';

/** Reads the answer of a server that ignores `stream`: one JSON object, an answer or an error. */
export class JsonReader implements AnswerReader {
  finished = false;
  readonly complete = false;
  private readonly packets: Uint8Array[] = [];
  private bytes = 0;

  constructor(private readonly limits: AnswerLimits) {}

  read(packet: Uint8Array): readonly ModelEvent[] {
    this.bytes += packet.byteLength;
    if (this.bytes > this.limits.eventCharsMax) throw new UpstreamFailure('too_big');
    this.packets.push(packet);
    return [];
  }

  end(): readonly ModelEvent[] {
    const answer = new AnswerBuilder(this.limits.textBytesMax);
    answer.add(readChunk(parseJson(Buffer.concat(this.packets).toString('utf8'))));
    const reason = answer.endReason;
    if (reason === undefined) throw new UpstreamFailure('garbled');
    this.finished = true;
    return answer.end(reason);
  }
}
