/** @jest-environment node */
import { languageCalled, type Language } from '../app/features/chat/markdown/code-language';
import { GRAMMARS } from './grammars';
import { piecesOf } from './pieces';

const SAMPLES: Readonly<Record<Language, string>> = {
  bash: 'if [ -f "$1" ]; then\n  echo "yes" # comment\nfi',
  c: '#include <stdio.h>\nint main(void) { return 0; } // end',
  cpp: 'template <typename T> class Box { T value; };',
  csharp: 'public class A { string b = "c"; }',
  css: '.a:hover { color: #fff; }',
  diff: '--- a\n+++ b\n-old\n+new',
  go: 'func main() { fmt.Println("a") }',
  html: '<p class="a">b</p>',
  java: 'public class A { int b = 1; }',
  javascript: "const a = 'b'; // c",
  json: '{ "a": [1, true, null] }',
  markdown: '# Title\n\n**bold** `code`',
  python: 'def f(x):\n    return "a" + str(x)  # b',
  rust: 'fn main() { let a = "b"; }',
  sql: "SELECT a FROM b WHERE c = 'd' -- e",
  tsx: 'const a = <p className="b">{c}</p>;',
  typescript: 'export const a: string = `b ${c}`;',
  yaml: 'a: b\nc:\n  - 1 # d',
};

describe('the highlighter', () => {
  it.each(Object.entries(SAMPLES))(
    'knows the kinds of %s, and changes no character',
    async (language, text) => {
      const pieces = await piecesOf(text, language as Language);
      expect(pieces.map((piece) => piece.text).join('')).toBe(text);
      const kinds = new Set(pieces.map(({ kind }) => kind));
      kinds.delete('foreground');
      expect(kinds.size).toBeGreaterThan(0);
    },
  );

  it('says of a keyword, a string and a comment what they are', async () => {
    const pieces = await piecesOf('const a = "b"; // c', 'typescript');
    expect(pieces).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ text: expect.stringContaining('const'), kind: 'keyword' }),
        expect.objectContaining({
          text: expect.stringContaining('b'),
          kind: expect.stringMatching('string'),
        }),
        expect.objectContaining({ text: expect.stringContaining('// c'), kind: 'comment' }),
      ]),
    );
  });

  it.each([
    ['empty', ''],
    ['blank', ' \n\n '],
    ['unfinished', 'const a = `${ {'],
    ['other', '\u0000\ud800 <script>'],
  ])('keeps %s text as it is', async (_name, text) => {
    const pieces = await piecesOf(text, 'typescript');
    expect(pieces.map((piece) => piece.text).join('')).toBe(text);
  });

  it('has a grammar for every language that has a name', () => {
    expect(Object.keys(GRAMMARS).sort()).toEqual(Object.keys(SAMPLES).sort());
    expect(['ts', 'JS', 'py', 'sh', 'c++', 'C#', 'yml', 'md', 'rs'].map(languageCalled)).toEqual([
      'typescript',
      'javascript',
      'python',
      'bash',
      'cpp',
      'csharp',
      'yaml',
      'markdown',
      'rust',
    ]);
    expect(languageCalled('brainfuck')).toBeUndefined();
    expect(languageCalled('__proto__')).toBeUndefined();
  });
});
