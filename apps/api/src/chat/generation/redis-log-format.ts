import type { ChatEvent } from '@prome-dify/contracts';
import type { LogPiece } from './log-feed';

/** Where a log is in Redis, and on which topic its news are told. */
export function logTopic(generationId: string): string {
  return `log:${generationId}`;
}

/** A piece and the process that wrote it. */
export interface WrittenPiece extends LogPiece {
  readonly by: string;
}

/** The fields of one entry. As JSON, a text keeps even the half of a character. */
export function toFields({ at, by, text, closing }: WrittenPiece): string[] {
  const piece = ['at', String(at), 'by', by, 'text', JSON.stringify(text)];
  return closing ? [...piece, 'closing', JSON.stringify(closing)] : piece;
}

/** @throws when it is none of ours */
export function fromFields(fields: readonly string[]): WrittenPiece {
  const found = new Map<string, string>();
  for (let n = 0; n + 1 < fields.length; n += 2) found.set(fields[n] ?? '', fields[n + 1] ?? '');
  const closing = found.get('closing');
  return {
    at: Number(found.get('at')),
    by: found.get('by') ?? '',
    text: JSON.parse(found.get('text') ?? '') as string,
    ...(closing === undefined ? {} : { closing: JSON.parse(closing) as ChatEvent[] }),
  };
}
