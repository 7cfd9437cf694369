// A moment is different in every run: pictures show one and the same.
import type { Page } from '@playwright/test';

/** What the clock and the counters of a run have put on the page, and what is shown in its place. */
const MOMENTS: [RegExp, string][] = [
  [/\b\d\d\.\d\d\.\d{4} \d\d:\d\d\b/g, '12.11.2026 10:15'],
  [/\b\d\d\.\d\d\.\d{4}\b/g, '12.11.2026'],
  [/\b(\d{3}-\d{4}-)\d{6}\b/g, '$1000017'],
  [/\b\d\d:\d\d\b(?!:)/g, '10:15'],
];

/** Shows one and the same moment everywhere; a countdown stands still. */
export async function stopClocks(page: Page): Promise<void> {
  await page.evaluate(
    (moments) => {
      const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
      for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
        const counts = node.parentElement?.closest('.countdown__left') !== null;
        let text = node.nodeValue ?? '';
        for (const [pattern, shown] of counts ? [] : moments) text = text.replaceAll(new RegExp(pattern, 'g'), shown);
        if (counts) text = text.replace(/\d+:\d\d/, '18:40');
        // later than what has happened
        if (node.parentElement?.closest('.countdown, .held') !== null) text = text.replace('10:15', '10:35');
        if (text !== node.nodeValue) node.nodeValue = text;
      }
    },
    MOMENTS.map(([pattern, shown]): [string, string] => [pattern.source, shown]),
  );
}
