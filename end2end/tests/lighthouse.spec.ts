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

const JUDGED = ['accessibility', 'best-practices', 'seo'];

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
    const look = async (onlyCategories: string[]) => {
      const flags = { port, output: 'json', logLevel: 'error', extraHeaders } as const;
      const report = (await lighthouse(ADDRESS + path, { ...flags, onlyCategories }))?.lhr;
      const scores = Object.values(report?.categories ?? {}).map(({ id, score }) => [id, score]);
      return { report, scores: Object.fromEntries(scores) as Record<string, number | null> };
    };
    const { report, scores } = await look(JUDGED);
    // time decides no test; a trace of it fails now and then, and what is judged needs none
    const { scores: time } = await look(['performance']);
    console.log(path, lang, { ...scores, ...time });
    const missed = Object.values(report?.audits ?? {})
      .filter(
        ({ score, scoreDisplayMode }) => scoreDisplayMode === 'error' || (score === 0 && scoreDisplayMode === 'binary'),
      )
      .map(
        ({ id, title, details, errorMessage }) => `${id}: ${title} ${errorMessage ?? JSON.stringify(details ?? '')}`,
      );
    const reasons = [report?.runtimeError?.message ?? '', ...missed].join('\n  ');
    const short = JUDGED.filter((category) => scores[category] !== 1);
    faults.push(...short.map((category) => `${path} in ${lang}: ${category} ${String(scores[category])} ${reasons}`));
  }
  await browser.close();
  expect(faults.join('\n')).toBe('');
});
