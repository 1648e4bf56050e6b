import { ScriptedServer } from '../scripted-http';
import { ModelCall, type ModelScript } from './model-call';
import { MODEL_SCRIPTS, type ModelScriptName } from './scripts';

export interface ModelServerOptions {
  /** What it answers until told otherwise; `normal` when absent. */
  readonly script?: ModelScript | ModelScriptName;
  /** The models it lists, at `/v1/models` and, as Ollama does, at `/api/tags`. */
  readonly models?: readonly string[];
  /** Port to listen on; a free one when absent. */
  readonly port?: number;
}

/** A running model server. */
export type ModelServer = ScriptedServer<ModelCall, ModelScriptName>;

/** Starts a server of the chat completions protocol on this machine. */
export function startModelServer({
  script = 'normal',
  models = ['scripted'],
  port,
}: ModelServerOptions = {}): Promise<ModelServer> {
  const kind = {
    basePath: '/v1',
    questions: /^\/v1\/chat\/completions$/,
    scripts: MODEL_SCRIPTS,
    toCall: (...call: ConstructorParameters<typeof ModelCall>) => new ModelCall(...call),
    documents: {
      '/v1/models': { data: models.map((id) => ({ id })) },
      '/api/tags': { models: models.map((name) => ({ name })) },
    },
  };
  return new ScriptedServer(kind, script).start(port);
}
