import { defineConfig } from '@playwright/test';

/** Stories that measure how fast instances hear of each other: nothing else may run beside them. */
const ALONE = 'instances.journey.ts';
const whole = process.env['PROOF'] === 'whole';

export default defineConfig({
  testDir: '.',
  projects: whole
    ? [{ name: 'proof', testMatch: ['*.proof.ts', ALONE], workers: 1 }]
    : [
        { name: 'alone', testMatch: ALONE, workers: 1 },
        { name: 'together', testMatch: '*.journey.ts', testIgnore: ALONE, dependencies: ['alone'] },
      ],
  workers: 2,
  // A browser on a crowded machine may miss a moment once. What needed a second try is said in the report; what fails twice fails.
  retries: 1,
  timeout: 90_000,
  expect: { timeout: 10_000 },
  outputDir: '../../tmp/journeys',
  use: {
    browserName: 'chromium',
    viewport: { width: 1440, height: 900 },
    locale: 'en-US',
    launchOptions: {
      executablePath: process.env['CHROMIUM_BIN'] ?? '/usr/bin/chromium',
      args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--disable-background-networking', '--disable-component-update', '--disable-sync'],
    },
  },
});
