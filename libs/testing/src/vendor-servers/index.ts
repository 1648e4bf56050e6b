export type { AnswerCall } from './answer-call';
export { anthropicAnswering, type AnthropicAnswering } from './anthropic/answering';
export {
  anthropicFrame,
  messageDelta,
  messageStart,
  type AnthropicCall,
} from './anthropic/anthropic-call';
export { ANTHROPIC_SCRIPTS, type AnthropicScriptName } from './anthropic/scripts';
export { startAnthropicServer, type AnthropicServer } from './anthropic/server';
export { googleChunk, googleFrame, googleUsage, type GoogleCall } from './google/google-call';
export { GOOGLE_SCRIPTS, googleAnswering, type GoogleScriptName } from './google/scripts';
export { startGoogleServer, type GoogleServer } from './google/server';
