// `make guides`: the pictures of the guides, taken anew from the site as it is, into server/guides/pictures.
import { defineConfig } from '@playwright/test';
import config from './playwright.config.ts';

export default defineConfig({
  ...config,
  testDir: 'guides',
  reporter: 'list',
  projects: [{ name: 'guides' }],
  use: {
    ...config.use,
    // a phone; the picture has twice its pixels, for screens that show them
    viewport: { width: 400, height: 800 },
    deviceScaleFactor: 2,
    colorScheme: 'light',
    // marks are drawn by a style of our own, which the site's policy would rightly refuse
    bypassCSP: true,
  },
});
