import { join } from 'node:path';
import { defineConfig, devices } from '@playwright/test';
import everyday from './playwright.config';

/** `npm run bench:client`: one thing after the other, and nothing that only tests need. */
export default defineConfig({
  ...everyday,
  testDir: './src/bench',
  outputDir: join(import.meta.dirname, '../../test-results/bench'),
  testMatch: /\.bench\.ts$/,
  fullyParallel: false,
  workers: 1,
  reporter: './src/bench/table.ts',
  use: { ...everyday.use, trace: 'off', screenshot: 'off' },
  projects: [
    { name: 'wide', use: { ...devices['Desktop Chrome'], viewport: { width: 1440, height: 900 } } },
  ],
});
