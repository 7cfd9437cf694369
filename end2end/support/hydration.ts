import type { Page, Route } from '@playwright/test';

/** Waits until the page lives: its handlers are there. */
export async function hydrated(page: Page): Promise<void> {
  await page.locator('html[data-hydrated]').waitFor({ state: 'attached' });
}

/** Opens a page and waits until it lives. */
export async function open(page: Page, path: string): Promise<void> {
  await page.goto(path);
  await hydrated(page);
}

/** Holds the WASM back until the returned function is called: a slow connection. */
export async function holdHydration(page: Page): Promise<() => void> {
  let letGo: () => void = () => undefined;
  const held = new Promise<void>((resolve) => {
    letGo = resolve;
  });
  await page.route('**/*.wasm', async (route: Route) => {
    await held;
    await route.continue();
  });
  return letGo;
}

/** The same where a page may have no scripts to wait for. */
export async function arrive(page: Page, path: string, scripted: boolean): Promise<void> {
  await page.goto(path);
  await settled(page, scripted);
}

/** Waits until the page lives, where it has scripts. */
export async function settled(page: Page, scripted: boolean): Promise<void> {
  if (scripted) await hydrated(page);
}
