import { chromium } from '@playwright/test';
import lighthouse from 'lighthouse';
import { expect, test } from '../support/fixtures.ts';
import { newAddress } from '../support/people.ts';
import { freePort } from '../support/port.ts';
import { ADDRESS, LAUNCH } from '../support/settings.ts';

const PAGES = [
  { path: '/', lang: 'ru' },
  { path: '/registration', lang: 'ru' },
  { path: '/sign-in', lang: 'ru' },
  { path: '/guides/access', lang: 'ru' },
  { path: '/assistant', lang: 'ky' },
  { path: '/registration', lang: 'ky' },
];

// one after the other: the figures of performance are for people to read, and should mean something
test('Lighthouse (mobile) gives full marks', async () => {
  test.setTimeout(240_000);
  const port = await freePort();
  const browser = await chromium.launch({
    ...LAUNCH,
    args: [...LAUNCH.args, `--remote-debugging-port=${String(port)}`],
  });
  for (const { path, lang } of PAGES) {
    const extraHeaders = { 'Accept-Language': lang, 'X-Forwarded-For': newAddress() };
    const result = await lighthouse(ADDRESS + path, { port, output: 'json', logLevel: 'error', extraHeaders });
    const categories = Object.values(result?.lhr.categories ?? {});
    const scores = Object.fromEntries(categories.map(({ id, score }) => [id, score]));
    console.log(path, lang, scores);
    const missed = Object.values(result?.lhr.audits ?? {})
      .filter(({ score, scoreDisplayMode }) => score === 0 && scoreDisplayMode === 'binary')
      .map(({ id, title }) => `${id}: ${title}`);
    for (const category of ['accessibility', 'best-practices', 'seo']) {
      // performance is a matter of time, and time decides no test
      expect.soft(scores[category], `${category} of ${path} in ${lang}; missed: ${missed.join('; ')}`).toBe(1);
    }
  }
  await browser.close();
});
