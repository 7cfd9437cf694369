// `npm run pictures`: every page and state as people see it, into target/pictures, to be looked at.
import { defineConfig } from '@playwright/test';
import config from './playwright.config.ts';

export default defineConfig({
  ...config,
  testDir: 'pictures',
  reporter: 'list',
  projects: [{ name: 'pictures' }],
});
