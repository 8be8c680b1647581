// Whole-system tests: the stack as `npm start` starts it, over HTTP and in a browser.
// `npx playwright test -c e2e` runs all, `--project=http` one kind. TURNOUT_READY_FILE names a stack that runs already.
import { findChromium } from '@turnout/servers';
import { defineConfig, devices } from '@playwright/test';

const chromium = {
  launchOptions: {
    executablePath: await findChromium(),
    args: [
      '--no-sandbox',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      '--disable-quic',
      '--no-first-run',
    ],
  },
};

export default defineConfig({
  testDir: 'tests',
  outputDir: 'test-results',
  globalSetup: './src/stack/global-setup.ts',
  // One at a time: some tests kill services or make the payment provider misbehave, which all others would feel.
  workers: 1,
  // Generous: everything shares the machine's cores with a whole Turnout.
  timeout: 180_000,
  expect: { timeout: 30_000 },
  forbidOnly: true,
  reporter: [['list']],
  use: { locale: 'en-GB', timezoneId: 'Europe/Berlin', screenshot: 'only-on-failure' },
  projects: [
    { name: 'http', testMatch: 'http/**/*.spec.ts' },
    {
      name: 'desktop',
      testMatch: 'browser/**/*.spec.ts',
      use: { ...chromium, viewport: { width: 1280, height: 800 } },
    },
    {
      name: 'phone',
      testMatch: 'browser/**/*.spec.ts',
      use: { ...devices['Pixel 7'], ...chromium, viewport: { width: 390, height: 844 } },
    },
    { name: 'tour', testMatch: 'tour/**/*.spec.ts' },
    { name: 'runner', testMatch: 'runner/**/*.spec.ts' },
  ],
});
