import { UpstreamFailure } from '../upstream/failure';
import { END_MARK, parseJson, type Piece, type ReadEvent } from '../upstream/piece';
import { readChunk } from './chunk';
import { ChunkTemplate } from './chunk-template';

/** Reads the events of one chat completion stream: chunks, `[DONE]` or an error. */
export function eventReader(): ReadEvent {
  let template: ChunkTemplate | undefined;
  return ({ event, data }) => {
    if (event === 'error') throw new UpstreamFailure('reported');
    const text = template?.textOf(data);
    if (text !== undefined) return { text };
    if (data.trim() === '[DONE]') return END_MARK;
    if (data === '') return undefined;
    const piece: Piece = readChunk(parseJson(data));
    template = ChunkTemplate.of(data, piece) ?? template;
    return piece;
  };
}
