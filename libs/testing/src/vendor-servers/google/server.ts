import { ScriptedServer } from '../../scripted-http';
import { GoogleCall } from './google-call';
import { GOOGLE_SCRIPTS, type GoogleScriptName } from './scripts';

export type GoogleServer = ScriptedServer<GoogleCall, GoogleScriptName>;

/** Starts a server of Google's Gemini protocol on this machine. */
export function startGoogleServer(): Promise<GoogleServer> {
  const kind = {
    basePath: '/v1beta',
    questions: /^\/v1beta\/models\/[^/]+:streamGenerateContent$/,
    scripts: GOOGLE_SCRIPTS,
    toCall: (...call: ConstructorParameters<typeof GoogleCall>) => new GoogleCall(...call),
  };
  return new ScriptedServer<GoogleCall, GoogleScriptName>(kind, 'normal').start();
}
