const ASKING = "what is|what's|whats|how much is|calculate|compute|solve|/calc";
const QUESTION = new RegExp(`^(?:please |can you |could you )?(?:${ASKING})\\s+`);
const WORDS: readonly (readonly [RegExp, string])[] = [
  [/\bplus\b/g, '+'],
  [/\bminus\b|−|–/g, '-'],
  [/\btimes\b|\bmultiplied by\b|×|·|(?<=\d\s*)x(?=\s*[\d(.-])/g, '*'],
  [/\bdivided by\b|\bover\b|÷/g, '/'],
  [/\bto the power of\b|\*\*/g, '^'],
  [/\bsquared\b|²/g, '^2'],
  [/(\d)%\s*of\b/g, '$1/100*'],
  [/(?<=\d),(?=\d{3}\b)/g, ''],
];
const SUM = /^[-+(]*[\d.][\d.\s()+\-*/^]*$/;
const OPERATION = /[\d)]\s*[-+*/^]/;
/** A date is no subtraction. */
const DATE = /^\d{4}-\d{2}-\d{2}$/;

/** The sum that a message asks for and nothing else, in signs; undefined when it asks for none. */
export function findSum(message: string): string | undefined {
  if (message.length > 300) return undefined;
  let text = message.toLowerCase().trim().replace(QUESTION, '');
  text = text.replace(/[\s=?!.]+$/, '');
  for (const [words, sign] of WORDS) text = text.replace(words, sign);
  return SUM.test(text) && OPERATION.test(text) && !DATE.test(text) ? text : undefined;
}
