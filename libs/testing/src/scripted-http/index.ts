export { CallLog } from './call-log';
export { LocalServer, sendJson } from './local-server';
export { readJson } from './read-json';
export type { RecordedRequest } from './recorded-request';
export { frame, ScriptedCall } from './scripted-call';
export { ScriptedServer, type Script } from './scripted-server';
