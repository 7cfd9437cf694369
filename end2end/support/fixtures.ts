// What every test starts from: an address of its own, a watch on the console, people, and axe.
import AxeBuilder from '@axe-core/playwright';
import { test as base, expect, type Browser, type BrowserContext, type Page } from '@playwright/test';
import { newAddress, newPerson, type Person, type Wishes } from './people.ts';

export { expect };

interface Fixtures {
  /** Somebody in the registry whom no other test knows. */
  person: Person;
  /** Makes more of them. */
  someone: (wishes?: Wishes) => Person;
  /** An inspector of office 001 at work, in a browser of their own. */
  inspector: Page;
}

export const test = base.extend<Fixtures>({
  extraHTTPHeaders: async ({}, use) => {
    await use({ 'X-Forwarded-For': newAddress() });
  },
  page: async ({ page }, use) => {
    const complaints = watch(page);
    await use(page);
    expect(complaints, 'the browser complained').toEqual([]);
  },
  person: async ({}, use) => {
    await use(newPerson());
  },
  someone: async ({}, use) => {
    await use(newPerson);
  },
  inspector: async ({ browser }, use) => {
    const context = await newContext(browser);
    const page = await context.newPage();
    const complaints = watch(page);
    await signInStaff(page, 'bakirova.001');
    await use(page);
    expect(complaints, "the inspector's browser complained").toEqual([]);
    await context.close();
  },
});

/** A browser of its own, with an address of its own. */
export async function newContext(browser: Browser): Promise<BrowserContext> {
  return browser.newContext({ extraHTTPHeaders: { 'X-Forwarded-For': newAddress() } });
}

/** Collects what must not happen: errors on the console, exceptions, a policy broken. */
function watch(page: Page): string[] {
  const complaints: string[] = [];
  page.on('pageerror', (error) => complaints.push(String(error)));
  page.on('console', (message) => {
    // the browser itself reports every 4xx that a test provokes
    if (message.type() === 'error' && !/status of 4\d\d/.test(message.text())) {
      complaints.push(message.text());
    }
  });
  return complaints;
}

export const STAFF_PASSWORD = 'ala-archa-demo-2026';

export async function signInStaff(page: Page, userName: string): Promise<void> {
  await page.goto('/office/sign-in');
  await page.locator('#login').fill(userName);
  await page.locator('#password').fill(STAFF_PASSWORD);
  await page.locator('main form button[type=submit]').last().click();
  await page.waitForURL('**/office');
}

/** Waits until the page lives: its handlers are there. */
export async function hydrated(page: Page): Promise<void> {
  await page.locator('html[data-hydrated]').waitFor();
}

/** No violation of WCAG 2.2 AA, in light and in dark, at the width at hand and at 320 px. */
export async function expectAccessible(page: Page): Promise<void> {
  const size = page.viewportSize();
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    for (const width of [size?.width ?? 1280, 320]) {
      await page.setViewportSize({ width, height: size?.height ?? 720 });
      const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
      const { violations } = await new AxeBuilder({ page }).withTags(tags).analyze();
      const found = violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' | ')}`);
      expect(found, `axe, ${colorScheme}, ${width} px, ${page.url()}`).toEqual([]);
      const overflow = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
      expect(overflow, `nothing sticks out at ${width} px`).toBeLessThanOrEqual(0);
    }
  }
  await page.emulateMedia({ colorScheme: null, reducedMotion: null });
  if (size) await page.setViewportSize(size);
}

/** Fills the form of registration. */
export async function fillRegistration(page: Page, person: Person): Promise<void> {
  await page.locator('#inn').fill(person.inn);
  await page.locator('#passport').fill(person.passport);
  await page.locator('#phone').fill('0555 123 456');
  await page.locator('#password').fill(person.password);
  await page.locator('#password_repeated').fill(person.password);
}

/** Files an application in the browser and returns its code, ungrouped. */
export async function register(page: Page, person: Person): Promise<string> {
  await page.goto('/registration');
  await fillRegistration(page, person);
  await page.getByRole('button', { name: 'Зарегистрироваться' }).click();
  await expect(page.getByText('Заявление на регистрацию сохранено')).toBeVisible();
  return codeOn(page);
}

/** The application code that the page shows. */
export async function codeOn(page: Page): Promise<string> {
  const text = await page.locator('main').innerText();
  const code = /\b[0-9A-HJKMNP-TV-Z]{4}(?:-[0-9A-HJKMNP-TV-Z]{4}){2}-[0-9A-HJKMNP-TV-Z]{2}\b/.exec(text)?.[0];
  expect(code, 'an application code on the page').toBeDefined();
  return (code ?? '').replaceAll('-', '');
}

/** The inspector opens the paper that lies on the window. */
export async function openCase(inspector: Page, person: Person, code: string): Promise<void> {
  await inspector.goto('/office');
  await hydrated(inspector);
  await inspector.locator('#paper').fill(`SALYK:1:${person.inn}:${code}`);
  await inspector.locator('#paper').press('Enter');
  await inspector.waitForURL('**/office/applications/*');
}

/** Ticks everything and accepts. */
export async function acceptCase(inspector: Page): Promise<void> {
  await hydrated(inspector);
  for (const name of ['form_complete', 'requisites_match', 'identity_confirmed']) {
    await inspector.locator(`[name=${name}]`).check();
  }
  await inspector.locator('#accept').click();
  await expect(inspector.locator('#grant-confirm')).toBeAttached();
}

/** Grants and returns the login. */
export async function grantCase(inspector: Page): Promise<string> {
  await inspector.locator('summary', { hasText: 'Предоставить доступ' }).click();
  await inspector.locator('#grant-confirm').click();
  await expect(inspector.locator('#print-decision')).toBeVisible();
  const text = await inspector.locator('main').innerText();
  const login = [...text.matchAll(/\d(?:[\s\u00a0]?\d){16}/g)].map(([found]) => found.replaceAll(/\s/g, ''));
  expect(login.length, 'a login on the page').toBeGreaterThan(0);
  return login[0] ?? '';
}

/** From nothing to a login that works. */
export async function gainAccess(page: Page, inspector: Page, person: Person): Promise<string> {
  const code = await register(page, person);
  await openCase(inspector, person, code);
  await acceptCase(inspector);
  return grantCase(inspector);
}

export async function signIn(page: Page, login: string, password: string): Promise<void> {
  await page.goto('/sign-in');
  await page.locator('#login').fill(login);
  await page.locator('#password').fill(password);
  await page.getByRole('button', { name: 'Войти', exact: true }).click();
}
