export * from './api-client';
export * from './flood';
export * from './free-port';
export * from './server-process';
export * from './until';
export { residentBytes } from './resident-bytes';
