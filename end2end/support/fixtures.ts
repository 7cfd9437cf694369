// What every test starts from: an address of its own, a watch on the console, people.
import {
  test as base,
  expect,
  request as requests,
  type APIRequestContext,
  type APIResponse,
  type Browser,
  type BrowserContext,
  type BrowserContextOptions,
  type Page,
} from '@playwright/test';
import { BAKIROVA, newAddress, newPerson, type Person, type Staff } from './people.ts';
import { signInStaff } from './office.ts';
import { noteCookies } from './secrets.ts';
import { ADDRESS } from './settings.ts';

export { expect };

interface Fixtures {
  /** Somebody in the registry whom no other test knows. */
  person: Person;
  /** Further browsers, each with an address and cookies of its own; watched, and closed after the test. */
  newPage: (options?: BrowserContextOptions) => Promise<Page>;
  /** Somebody without a browser: requests and cookies. */
  newVisitor: (language?: string) => Promise<APIRequestContext>;
  /** Puts staff to work in a browser of their own. */
  atWork: (staff: Staff, options?: BrowserContextOptions) => Promise<Page>;
  /** An inspector of office 001 at work. */
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
    noteCookies(await page.context().cookies());
  },
  person: async ({}, use) => {
    await use(newPerson());
  },
  newPage: async ({ browser }, use) => {
    const opened: { context: BrowserContext; complaints: string[] }[] = [];
    await use(async (options = {}) => {
      const context = await newContext(browser, options);
      const page = await context.newPage();
      opened.push({ context, complaints: watch(page) });
      return page;
    });
    for (const { context, complaints } of opened) {
      expect(complaints, 'a further browser complained').toEqual([]);
      noteCookies(await context.cookies());
      await context.close();
    }
  },
  newVisitor: async ({}, use) => {
    const opened: APIRequestContext[] = [];
    await use(async (language = 'ru') => {
      const visitor = await newVisitor(language);
      opened.push(visitor);
      return visitor;
    });
    for (const visitor of opened) {
      noteCookies((await visitor.storageState()).cookies);
      await visitor.dispose();
    }
  },
  atWork: async ({ newPage }, use) => {
    await use(async (staff, options = {}) => {
      const page = await newPage(options);
      await signInStaff(page, staff);
      return page;
    });
  },
  inspector: async ({ atWork }, use) => {
    await use(await atWork(BAKIROVA));
  },
});

async function newContext(browser: Browser, options: BrowserContextOptions): Promise<BrowserContext> {
  return browser.newContext({ extraHTTPHeaders: { 'X-Forwarded-For': newAddress() }, ...options });
}

/** Requests as a browser without JavaScript makes them, from an address of their own. */
export async function newVisitor(language: string): Promise<APIRequestContext> {
  return requests.newContext({
    baseURL: ADDRESS,
    extraHTTPHeaders: {
      'X-Forwarded-For': newAddress(),
      'Accept-Language': language,
      'Sec-Fetch-Site': 'same-origin',
      Accept: 'text/html,*/*;q=0.8',
    },
  });
}

/** Collects what must not happen: errors on the console, exceptions, a policy broken. */
function watch(page: Page): string[] {
  const complaints: string[] = [];
  page.on('pageerror', (error) => complaints.push(String(error)));
  page.on('console', (message) => {
    // the browser itself reports every 4xx, gateway and connection cut that a test provokes
    const provoked = /status of (?:4\d\d|502)|net::ERR_FAILED|net::ERR_CONNECTION/.test(message.text());
    if (message.type() === 'error' && !provoked) complaints.push(message.text());
  });
  return complaints;
}

/** Calls a server function as the page's script does. */
export async function call(
  visitor: APIRequestContext,
  path: string,
  data: unknown,
  headers: Record<string, string> = {},
): Promise<APIResponse> {
  const own = { Accept: 'application/json', 'Sec-Fetch-Site': 'same-origin' };
  return visitor.post(path, { data, headers: { ...own, ...headers }, maxRedirects: 0 });
}
