import { defineConfig } from '@playwright/test';
import { ADDRESS, BUILT, CABINET, ENVIRONMENT, LAUNCH, LOG, STATE, WORK } from './support/settings.ts';

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
    actionTimeout: 10_000,
    // taking one makes every test slower; what the page held is said of a failure all the same
    trace: process.env['TRACE'] === undefined ? 'off' : 'retain-on-failure',
  },
  projects: [
    { name: 'tests', testIgnore: ['canary.spec.ts', 'lighthouse.spec.ts'], teardown: 'canary' },
    // alone with the server, so that its figures mean something
    { name: 'lighthouse', testMatch: 'lighthouse.spec.ts', dependencies: ['tests'] },
    // after everything else, whatever came of it
    { name: 'canary', testMatch: 'canary.spec.ts' },
  ],
  webServer: {
    command: 'node support/serve.mjs',
    env: {
      ...ENVIRONMENT,
      BUILT_BINARY: BUILT.cabinet,
      BUILT_SITE: BUILT.site,
      SERVED_BINARY: CABINET,
      SERVED_FOLDER: WORK,
      SERVED_STATE: STATE,
      SERVED_LOG: LOG,
    },
    url: `${ADDRESS}/readyz`,
    timeout: 60_000,
    reuseExistingServer: false,
    gracefulShutdown: { signal: 'SIGTERM', timeout: 10_000 },
  },
});
