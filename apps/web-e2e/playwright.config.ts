import { join } from 'node:path';
import { defineConfig, devices } from '@playwright/test';
import { packagedChromium } from './src/chromium';

const browser = await packagedChromium();
const results = join(import.meta.dirname, '../../test-results');

/** No connections of the browser's own: what is seen on the network is the client's doing. */
const QUIET = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

export default defineConfig({
  testDir: './src',
  outputDir: join(results, 'browser'),
  fullyParallel: true,
  workers: 2,
  retries: 0,
  forbidOnly: true,
  timeout: 120_000,
  expect: { timeout: 10_000 },
  reporter: [
    ['list'],
    ['json', { outputFile: process.env['BROWSER_REPORT'] ?? join(results, 'browser.json') }],
  ],
  use: {
    launchOptions: { ...browser, args: QUIET },
    // Only those journeys that are about it want what was kept from an earlier visit.
    serviceWorkers: 'block',
    // Takes as much time as the journeys themselves; where a change lands nobody looks at it.
    trace: process.env['CI'] ? 'off' : 'retain-on-failure',
    screenshot: 'only-on-failure',
    locale: 'en-US',
    timezoneId: 'UTC',
  },
  projects: [
    {
      name: 'wide',
      use: { ...devices['Desktop Chrome'], viewport: { width: 1440, height: 900 } },
    },
    {
      // As narrow as the narrowest phones in use, touched, in the dark.
      name: 'phone',
      testMatch: /journey\.spec\.ts/,
      use: {
        ...devices['Pixel 7'],
        viewport: { width: 390, height: 844 },
        colorScheme: 'dark',
      },
    },
  ],
});
