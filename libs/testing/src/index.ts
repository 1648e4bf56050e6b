export * from './databases';
export * from './dify-server';
export * from './model-server';
export * from './network';
export { frame, type RecordedRequest } from './scripted-http';
export * from './server';
export * from './stripe-emulator';
export * from './usage-payloads';
export * from './vendor-servers';
