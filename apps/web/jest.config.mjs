import presets from 'jest-preset-angular/presets/index.js';
import workspace from '../../jest.preset.js';

const { moduleNameMapper, ...angular } = presets.createEsmPreset({
  // The hint at `esModuleInterop` is about CommonJS; nothing here is.
  diagnostics: { ignoreCodes: [151001] },
});

export default {
  ...angular,
  displayName: 'web',
  rootDir: import.meta.dirname,
  testMatch: workspace.testMatch,
  testTimeout: workspace.testTimeout,
  moduleNameMapper: { ...moduleNameMapper, ...workspace.moduleNameMapper },
  testEnvironment: '<rootDir>/jest.environment.mjs',
  setupFilesAfterEnv: ['<rootDir>/jest.setup.mjs'],
};
