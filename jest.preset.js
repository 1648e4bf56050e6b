/** Shared by every project's jest.config.mjs: TypeScript by swc, as ES modules, with the workspace's aliases. */
const decorators = { legacyDecorator: true, decoratorMetadata: true };

export default {
  testEnvironment: 'node',
  testMatch: ['<rootDir>/src/**/*.spec.ts'],
  extensionsToTreatAsEsm: ['.ts'],
  moduleFileExtensions: ['ts', 'mjs', 'js', 'json', 'node'],
  moduleNameMapper: {
    '^@prome-dify/testing/([a-z-]+)$': `${import.meta.dirname}/libs/testing/src/$1/index.ts`,
    '^@prome-dify/([a-z]+)$': `${import.meta.dirname}/libs/$1/src/index.ts`,
  },
  transform: {
    '\\.ts$': [
      '@swc/jest',
      {
        jsc: {
          parser: { syntax: 'typescript', decorators: true },
          transform: decorators,
          target: 'es2023',
        },
        module: { type: 'es6' },
        sourceMaps: 'inline',
      },
    ],
  },
  testTimeout: 60_000,
};
