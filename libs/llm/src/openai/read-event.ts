import type { EventSourceMessage } from 'eventsource-parser';
import { UpstreamFailure } from '../upstream/failure';
import { END_MARK, parseJson, type Piece } from '../upstream/piece';
import { readChunk } from './chunk';

/** Reads one event of a chat completion stream: a chunk, `[DONE]` or an error. */
export function readEvent({ event, data }: EventSourceMessage): Piece | undefined {
  if (event === 'error') throw new UpstreamFailure('reported');
  if (data.trim() === '[DONE]') return END_MARK;
  return data === '' ? undefined : readChunk(parseJson(data));
}
