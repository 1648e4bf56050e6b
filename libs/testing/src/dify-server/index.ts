export { DifyAppCall, type DifyScript } from './dify-app-call';
export { startDifyServer, type DifyServer, type DifyStop } from './dify-server';
export {
  DIFY_SCRIPTS,
  difyAnswering,
  difyWireUsage,
  type DifyAnswering,
  type DifyApp,
  type DifyScriptName,
} from './scripts';
