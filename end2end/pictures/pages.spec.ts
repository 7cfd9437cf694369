import path from 'node:path';
import { test } from '../support/fixtures.ts';
import { ROOT } from '../support/settings.ts';
import { STATES } from '../support/states.ts';
import { MORE_STATES } from './more_states.ts';

const FOLDER = path.join(ROOT, 'target/pictures');

for (const locale of ['ru-RU', 'ky-KG']) {
  test.describe(locale, () => {
    test.use({ locale });

    for (const { name, arrive } of [...STATES, ...MORE_STATES]) {
      // eslint-disable-next-line playwright/expect-expect -- people judge the pictures
      test(name, async ({ page, newVisitor }) => {
        await arrive(page, newVisitor);
        for (const colorScheme of ['light', 'dark'] as const) {
          await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
          for (const width of [360, 768, 1280]) {
            await page.setViewportSize({ width, height: 720 });
            const file = `${name}-${locale.slice(0, 2)}-${colorScheme}-${String(width)}.png`;
            await page.screenshot({ path: path.join(FOLDER, file), fullPage: true });
          }
        }
      });
    }
  });
}
