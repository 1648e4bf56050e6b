/** The languages that are highlighted. */
export type Language =
  | 'bash'
  | 'c'
  | 'cpp'
  | 'csharp'
  | 'css'
  | 'diff'
  | 'go'
  | 'html'
  | 'java'
  | 'javascript'
  | 'json'
  | 'markdown'
  | 'python'
  | 'rust'
  | 'sql'
  | 'tsx'
  | 'typescript'
  | 'yaml';

/** What people and models call them after a fence. */
const NAMES: Readonly<Record<Language, readonly string[]>> = {
  bash: ['bash', 'sh', 'shell', 'zsh', 'console', 'shellscript'],
  c: ['c', 'h'],
  cpp: ['cpp', 'c++', 'cc', 'cxx', 'hpp'],
  csharp: ['csharp', 'c#', 'cs'],
  css: ['css'],
  diff: ['diff', 'patch'],
  go: ['go', 'golang'],
  html: ['html', 'htm'],
  java: ['java'],
  javascript: ['javascript', 'js', 'mjs', 'cjs', 'node'],
  json: ['json', 'jsonc', 'json5'],
  markdown: ['markdown', 'md'],
  python: ['python', 'py', 'python3'],
  rust: ['rust', 'rs'],
  sql: ['sql', 'sqlite', 'postgresql', 'mysql'],
  tsx: ['tsx', 'jsx'],
  typescript: ['typescript', 'ts', 'mts', 'cts'],
  yaml: ['yaml', 'yml'],
};

const LANGUAGES = new Map(
  Object.entries(NAMES).flatMap(([language, names]) =>
    names.map((name) => [name, language as Language]),
  ),
);

/** The language that is called `name`, if it is one that is highlighted. */
export function languageCalled(name: string): Language | undefined {
  return LANGUAGES.get(name.toLowerCase());
}
