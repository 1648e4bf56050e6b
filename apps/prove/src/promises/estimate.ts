/** Tokens of a text that repeats `word `, as every tokenizer of today counts it: one for each. */
export function estimateTokens(text: string): number {
  return text === '' ? 0 : text.trim().split(' ').length + (text.endsWith(' ') ? 1 : 0);
}
