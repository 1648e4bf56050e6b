export { ModelCall, type ModelScript } from './model-call';
export { startModelServer, type ModelServer, type ModelServerOptions } from './model-server';
export { MODEL_SCRIPTS, answering, mixture, type Answering, type ModelScriptName } from './scripts';
export { deltaChunk, usageChunk, wireChunk, wireUsage, type WireUsage } from './wire';
