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

// one after the other, in a project that nothing else runs beside
test('Lighthouse (mobile) gives full marks', async () => {
  test.setTimeout(240_000);
  const port = await freePort();
  const browser = await chromium.launch({
    ...LAUNCH,
    args: [...LAUNCH.args, `--remote-debugging-port=${String(port)}`],
  });
  const faults: string[] = [];
  for (const { path, lang } of PAGES) {
    const extraHeaders = { 'Accept-Language': lang, 'X-Forwarded-For': newAddress() };
    const result = await lighthouse(ADDRESS + path, { port, output: 'json', logLevel: 'error', extraHeaders });
    const report = result?.lhr;
    const scores = Object.fromEntries(Object.values(report?.categories ?? {}).map(({ id, score }) => [id, score]));
    console.log(path, lang, scores);
    const missed = Object.values(report?.audits ?? {})
      .filter(
        ({ score, scoreDisplayMode }) => scoreDisplayMode === 'error' || (score === 0 && scoreDisplayMode === 'binary'),
      )
      .map(
        ({ id, title, details, errorMessage }) => `${id}: ${title} ${errorMessage ?? JSON.stringify(details ?? '')}`,
      );
    const reasons = [report?.runtimeError?.message ?? '', ...missed].join('\n  ');
    // performance is a matter of time, and time decides no test
    const short = ['accessibility', 'best-practices', 'seo'].filter((category) => scores[category] !== 1);
    faults.push(...short.map((category) => `${path} in ${lang}: ${category} ${String(scores[category])} ${reasons}`));
  }
  await browser.close();
  expect(faults.join('\n')).toBe('');
});
