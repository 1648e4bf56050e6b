export { ANTHROPIC_USAGE } from './anthropic';
export { DIFY_MESSAGES, DIFY_USAGE } from './dify';
export { OLLAMA_USAGE } from './ollama';
export { OPENAI_USAGE } from './openai';
export type { PayloadClasses, UsagePayload } from './payload';
