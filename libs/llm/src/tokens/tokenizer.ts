import { cutRuns } from './cut-runs';

/** Counts the tokens of a text; special tokens in it are ordinary text. */
export type CountTokens = (text: string) => number;

/** Merged words that are remembered: enough for the common ones, bounded for hostile texts. */
const MERGE_CACHE = 500;
const NOTHING_SPECIAL = { disallowedSpecial: new Set<string>() };

/** Loads the o200k vocabulary: some 80 MB and 0.2 s, paid once and only when tokens are counted. */
async function load(): Promise<CountTokens> {
  const { countTokens, setMergeCacheSize } = await import('gpt-tokenizer/encoding/o200k_base');
  setMergeCacheSize(MERGE_CACHE);
  return (text) => {
    let total = 0;
    for (const piece of cutRuns(text)) total += countTokens(piece, NOTHING_SPECIAL);
    return total;
  };
}

let loading: Promise<CountTokens> | undefined;

/** The tokenizer; the first call loads it, all others share that one. */
export function loadTokenizer(): Promise<CountTokens> {
  loading ??= load();
  return loading;
}
