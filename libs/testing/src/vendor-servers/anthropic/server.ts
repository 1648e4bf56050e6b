import { ScriptedServer } from '../../scripted-http';
import { AnthropicCall } from './anthropic-call';
import { ANTHROPIC_SCRIPTS, type AnthropicScriptName } from './scripts';

export type AnthropicServer = ScriptedServer<AnthropicCall, AnthropicScriptName>;

/** Starts a server of Anthropic's Messages protocol on this machine. */
export function startAnthropicServer(): Promise<AnthropicServer> {
  const kind = {
    basePath: '/v1',
    questions: /^\/v1\/messages$/,
    scripts: ANTHROPIC_SCRIPTS,
    toCall: (...call: ConstructorParameters<typeof AnthropicCall>) => new AnthropicCall(...call),
  };
  return new ScriptedServer<AnthropicCall, AnthropicScriptName>(kind, 'normal').start();
}
