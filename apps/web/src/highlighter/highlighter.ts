import type { CodePiece, CodeRequest } from '../app/features/chat/markdown/highlight';
import { piecesOf } from './pieces';

declare const self: DedicatedWorkerGlobalScope;

self.addEventListener('message', ({ data }: MessageEvent<CodeRequest>) => void answer(data));

/** What cannot be read is answered too, with nothing: the page shows it as it is. */
async function answer({ text, language }: CodeRequest): Promise<void> {
  const pieces: readonly CodePiece[] = await piecesOf(text, language).catch(() => []);
  self.postMessage(pieces);
}
