import { piecesOf } from '../../../../highlighter/pieces';
import type { CodeRequest } from './highlight';

/** A worker without a thread: it reads what it is asked with the grammars of the real one. */
export class PlayedWorker {
  onmessage: ((message: { readonly data: unknown }) => void) | null = null;
  onerror: (() => void) | null = null;
  /** What all of them were asked. */
  static readonly asked: CodeRequest[] = [];

  postMessage(request: CodeRequest): void {
    PlayedWorker.asked.push(request);
    void piecesOf(request.text, request.language).then((data) => this.onmessage?.({ data }));
  }
  terminate(): void {
    this.onmessage = null;
  }
}
