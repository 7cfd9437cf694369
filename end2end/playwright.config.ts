import { defineConfig } from '@playwright/test';
import { ADDRESS, LAUNCH } from './support/settings.ts';

export default defineConfig({
  testDir: 'tests',
  outputDir: 'test-results',
  // a test that passes at the second try has failed
  retries: 0,
  forbidOnly: true,
  fullyParallel: true,
  workers: 2,
  timeout: 60_000,
  expect: { timeout: 10_000 },
  reporter: [['list'], ['html', { open: 'never' }]],
  use: {
    baseURL: ADDRESS,
    launchOptions: LAUNCH,
    locale: 'ru-RU',
    timezoneId: 'Asia/Bishkek',
    viewport: { width: 1280, height: 720 },
    trace: 'retain-on-failure',
  },
  webServer: {
    command: 'node support/serve.ts',
    url: `${ADDRESS}/readyz`,
    timeout: 60_000,
    reuseExistingServer: false,
    gracefulShutdown: { signal: 'SIGTERM', timeout: 10_000 },
  },
});
