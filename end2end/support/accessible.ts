import { expect, type Page } from '@playwright/test';
import axe from 'axe-core';

declare global {
  interface Window {
    axe: typeof axe;
  }
}

const STANDARDS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

const SCHEMES = ['light', 'dark'] as const;
const NARROW = 320;

/**
 * No violation of WCAG 2.2 AA in light and in dark, at the width at hand and at 320 px, where nothing sticks out.
 * `briefly` looks at light in the width at hand and at dark in 320 px: for a page that was looked at in another language.
 */
export async function expectAccessible(page: Page, briefly = false): Promise<void> {
  const size = page.viewportSize() ?? { width: 1280, height: 720 };
  await page.evaluate(axe.source);
  for (const colorScheme of SCHEMES) {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    for (const width of [size.width, NARROW]) {
      if (briefly && (colorScheme === 'light') !== (width === size.width)) continue;
      await page.setViewportSize({ width, height: size.height });
      const found = await broken(page);
      expect.soft(found, `axe, ${colorScheme}, ${width} px, ${page.url()}`).toEqual([]);
      const overflow = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
      expect.soft(overflow, `nothing sticks out at ${width} px, ${page.url()}`).toBeLessThanOrEqual(0);
    }
  }
  await page.emulateMedia({ colorScheme: null, reducedMotion: null });
  await page.setViewportSize(size);
}

/** The rules that the page breaks, and where. Handed over without what it keeps, which takes three times as long. */
async function broken(page: Page): Promise<string[]> {
  return page.evaluate(async (standards) => {
    const { violations } = await window.axe.run({ runOnly: standards, resultTypes: ['violations'] });
    return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' | ')}`);
  }, STANDARDS);
}
