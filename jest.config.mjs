export default {
  // Jest reads this one here when it runs several projects, in the preset when it runs one.
  testTimeout: 60_000,
  // A worker keeps the modules of every spec it ran; it is replaced before that is too much.
  workerIdleMemoryLimit: '1GB',
  projects: [
    '<rootDir>/libs/*/jest.config.mjs',
    '<rootDir>/apps/api/jest.config.mjs',
    '<rootDir>/apps/web/jest.config.mjs',
    '<rootDir>/tools/jest.config.mjs',
  ],
};
