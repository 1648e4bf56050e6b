import { trustedScript } from '../../../core/trusted-script';
import { languageCalled, type Language } from './code-language';

/** Code of one kind: a keyword, a string, a comment. */
export interface CodePiece {
  readonly text: string;
  readonly kind: string;
}

/** What the highlighter is asked. */
export interface CodeRequest {
  readonly text: string;
  readonly language: Language;
}

/** Grammars come over the network, and no code is worth more time than this. */
const PATIENCE_MS = 10_000;

let address: string | undefined;
let highlighter: Worker | undefined;
let turn: Promise<unknown> = Promise.resolve();

/**
 * The pieces of `text`; none where its language is not known or reading it takes too long. A worker
 * does it, one text after the other, so that no expression of a grammar can hold up the page.
 */
export async function highlight(text: string, name: string): Promise<readonly CodePiece[]> {
  const language = languageCalled(name);
  if (language === undefined || typeof Worker === 'undefined') return [];
  const answer = turn.then(() => ask({ text, language }));
  turn = answer;
  const pieces = await answer;
  return pieces.map((piece) => piece.text).join('') === text ? pieces : [];
}

function ask(request: CodeRequest): Promise<readonly CodePiece[]> {
  return new Promise((resolve) => {
    address ??= trustedScript('prome-dify#highlighter', '/highlighter/highlighter.js');
    const worker = (highlighter ??= new Worker(address, { type: 'module' }));
    const giveUp = () => {
      worker.terminate();
      highlighter = undefined;
      resolve([]);
    };
    const timer = setTimeout(giveUp, PATIENCE_MS);
    worker.onmessage = ({ data }: MessageEvent<readonly CodePiece[]>) => {
      clearTimeout(timer);
      resolve(data);
    };
    worker.onerror = () => {
      clearTimeout(timer);
      giveUp();
    };
    worker.postMessage(request);
  });
}
