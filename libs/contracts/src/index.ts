export * from './auth';
export * from './billing';
export * from './chat';
export * from './chat-events';
export * from './errors';
export * from './limits';
export * from './models';
export * from './page';
