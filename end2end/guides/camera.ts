// Takes a part of a page as a small WebP, with a frame around what is to be pressed.
import fs from 'node:fs';
import path from 'node:path';
import type { Locator, Page } from '@playwright/test';
import { ROOT } from '../support/settings.ts';

const FOLDER = path.join(ROOT, 'server/guides/pictures');
/** Around what is shown, px. */
const MARGIN = 12;
/** The largest picture, bytes; server/tests/guides.rs holds them to it. */
const LARGEST = 40_000;

const MARKS = `
  .demo, .languages, .skip { visibility: hidden !important; }
  *, *::before, *::after { animation: none !important; transition: none !important; caret-color: transparent !important; }
  :focus, :focus-visible { outline: none !important; box-shadow: none !important; }
  .guide-mark { outline: 4px solid #d9480f !important; outline-offset: 4px !important; border-radius: 6px; }
`;

interface Shot {
  /** Its name in the guides. */
  name: string;
  /** From the first of these to the last. */
  of: Locator[];
  /** What to press. */
  mark?: Locator[];
}

/** Writes `server/guides/pictures/LANGUAGE/NAME.webp`. */
export async function take(page: Page, { name, of, mark = [] }: Shot): Promise<void> {
  await page.addStyleTag({ content: MARKS });
  for (const marked of mark) {
    await marked.evaluate((element) => {
      element.classList.add('guide-mark');
    });
  }
  await page.evaluate(async () => {
    if (document.activeElement instanceof HTMLElement) document.activeElement.blur();
    window.scrollTo(0, 0);
    await document.fonts.ready;
  });
  const boxes = await Promise.all(of.map(async (part) => part.boundingBox()));
  const tops = boxes.map((box) => box?.y ?? NaN);
  const bottoms = boxes.map((box) => (box === null ? NaN : box.y + box.height));
  const top = Math.max(0, Math.floor(Math.min(...tops) - MARGIN));
  const height = Math.ceil(Math.max(...bottoms) + MARGIN) - top;
  if (!(height > 0)) throw new Error(`nothing to be seen for ${name}`);
  const width = page.viewportSize()?.width ?? 400;
  const session = await page.context().newCDPSession(page);
  const language = (await page.locator('html').getAttribute('lang')) ?? '';
  let content = Buffer.alloc(0);
  for (const quality of [80, 65, 50, 35]) {
    const { data } = await session.send('Page.captureScreenshot', {
      format: 'webp',
      quality,
      captureBeyondViewport: true,
      clip: { x: 0, y: top, width, height, scale: 1 },
    });
    content = Buffer.from(data, 'base64');
    if (content.length <= LARGEST) break;
  }
  if (content.length > LARGEST) throw new Error(`${name} has ${content.length} bytes`);
  fs.mkdirSync(path.join(FOLDER, language), { recursive: true });
  fs.writeFileSync(path.join(FOLDER, language, `${name}.webp`), content);
}

/**
 * Shows specimens in place of what is different in every run, so that a picture changes when the page does. A number of
 * 14 digits is found however it is grouped.
 */
export async function disguise(page: Page, specimens: Record<string, string>): Promise<void> {
  await page.evaluate((pairs) => {
    const texts = (within: Node) => {
      const walker = document.createTreeWalker(within, NodeFilter.SHOW_TEXT);
      const found: Text[] = [];
      while (walker.nextNode() !== null) found.push(walker.currentNode as Text);
      return found;
    };
    for (const element of document.body.querySelectorAll('*')) {
      // the whole of it is a number, in whatever groups
      const digits = element.textContent.replaceAll(/[\s\u2060]/g, '');
      const shown = /^\d{14}$/.test(digits) ? pairs.find(([real]) => real === digits)?.[1] : undefined;
      if (shown === undefined) continue;
      let place = 0;
      for (const text of texts(element)) text.data = text.data.replaceAll(/\d/g, () => shown[place++] ?? '');
    }
    for (const text of texts(document.body)) {
      for (const [real, shown] of pairs) {
        // what is short is replaced where it stands alone
        if (real.length > 6) text.data = text.data.replaceAll(real, shown);
        else if (text.data.trim() === real) text.data = text.data.replace(real, shown);
      }
    }
    for (const input of document.querySelectorAll('input')) {
      for (const [real, shown] of pairs) if (real.length > 6) input.value = input.value.replaceAll(real, shown);
    }
  }, Object.entries(specimens));
}
