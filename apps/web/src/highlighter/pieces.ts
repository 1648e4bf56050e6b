import {
  codeToTokensBase,
  createCssVariablesTheme,
  createShikiInternal,
  type ThemedToken,
} from 'shiki/core';
import { createJavaScriptRegexEngine } from 'shiki/engine/javascript';
import type { Language } from '../app/features/chat/markdown/code-language';
import type { CodePiece } from '../app/features/chat/markdown/highlight';
import { GRAMMARS } from './grammars';

const PREFIX = '--';
const theme = createCssVariablesTheme({ variablePrefix: PREFIX, fontStyle: false });

/** The theme names a variable for each kind; the page gives it its colour, by day and by night. */
const KIND = /^var\(--(?:token-)?([a-z-]+)\)$/;
const PLAIN = 'foreground';

const shiki = createShikiInternal({
  themes: [theme],
  langs: [],
  engine: createJavaScriptRegexEngine({ forgiving: true }),
});

/** Cuts `text` into pieces of one kind each; together they are `text` again. */
export async function piecesOf(text: string, language: Language): Promise<readonly CodePiece[]> {
  const internal = await shiki;
  await internal.loadLanguage(GRAMMARS[language]);
  const options = { lang: language, theme: theme.name ?? '', tokenizeTimeLimit: NO_LIMIT };
  const lines = codeToTokensBase(internal, text, options);
  return joined(lines.flatMap((line, index) => (index === 0 ? line : [NEW_LINE, ...line])));
}

/** A line that took long would end in one colour; who asks waits only so long for all of them. */
const NO_LIMIT = 0;

const NEW_LINE: ThemedToken = { content: '\n', offset: 0 };

/** Neighbours of one kind become one piece; blanks have no colour, and belong to any. */
function joined(tokens: readonly ThemedToken[]): CodePiece[] {
  const pieces: { text: string; kind: string }[] = [];
  for (const { content, color } of tokens) {
    const kind = KIND.exec(color ?? '')?.[1] ?? PLAIN;
    const last = pieces.at(-1);
    if (last && (last.kind === kind || content.trim() === '')) last.text += content;
    else pieces.push({ text: content, kind });
  }
  return pieces;
}
