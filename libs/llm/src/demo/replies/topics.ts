import { markdownTour, SAMPLES } from './markdown-samples';
import * as product from './product';
import { unwrap } from './unwrap';

/** Words and phrases, any of which makes a message be about a topic; and what to say then. */
type Topic = readonly [about: string, answer: string];

/** The first topic that is found answers, so the narrower ones stand first. */
const TOPICS: readonly Topic[] = [
  ['/help|/?', product.HELP],
  ['/markdown|markdown|formatting', markdownTour()],
  ['/table|a table|some tables|table', SAMPLES.table],
  ['/list|a list|some lists', SAMPLES.list],
  ['/code|some code|code block|code blocks', SAMPLES.code],
  ['/quote|a quote|some quotes|a quotation', SAMPLES.quote],
  [
    'real model|another model|other models|a model|real ai|ollama|openai|openrouter|dify',
    product.MODELS,
  ],
  ['api|curl|sse|swagger|endpoint|endpoints|idempotency', product.API],
  ['buy|purchase|pay|payment|top up|stripe|package|packages', product.BUYING],
  ['price|prices|pricing|cost|costs|charge|charged|billed|how many tokens', product.PRICES],
  ['balance|tokens left|held|available', product.BALANCE],
  ['stop|cancel|abort|resume|reload', product.STOPPING],
  ['privacy|my data|who can see|who can read', product.PRIVACY],
  ['token|tokens', product.PRICES],
  ['who are you|what are you|what can you|help|demo', product.HELP],
  ['hello|hi|hey|hallo|hola|bonjour|ciao|good morning|good evening', product.GREETING],
];

function toPattern(about: string): RegExp {
  return new RegExp(`(?<![\\w/])(?:${about.replaceAll('?', '\\?')})(?!\\w)`);
}

const ANSWERS = TOPICS.map(([about, answer]) => [toPattern(about), unwrap(answer)] as const);

/** What there is to say to this message; undefined when it is about nothing that we know. */
export function answerOnTopic(message: string): string | undefined {
  const text = message
    .trim()
    .toLowerCase()
    .replace(/^\/(?=markdown)/, '');
  return ANSWERS.find(([pattern]) => pattern.test(text))?.[1];
}
