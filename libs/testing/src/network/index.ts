export * from './proxy';
export * from './way';
