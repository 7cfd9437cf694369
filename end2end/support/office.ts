// The inspector's work: in the browser, and by plain posts for tests that begin where it is done.
import { expect, type APIRequestContext, type APIResponse, type Page } from '@playwright/test';
import { freshCode } from './authenticator.ts';
import { BAKIROVA, colleagueOf, inTheFlesh, type Person, type Staff } from './people.ts';
import { hydrated, open } from './hydration.ts';
import { file, paper } from './registration.ts';
import { note } from './secrets.ts';

export const CHECKS = ['form_complete', 'requisites_match', 'identity_confirmed'] as const;

export async function signInStaff(page: Page, somebody: Staff): Promise<void> {
  const staff = inTheFlesh(somebody);
  await page.goto('/office/sign-in');
  await page.locator('#login').fill(staff.userName);
  await page.locator('#password').fill(staff.password);
  await page.locator('#page-form .button--primary').click();
  await proveFactor(page, staff);
  // administrators are led on
  await page.waitForURL(/\/(office|administration)$/);
}

/** The second step of the door. */
export async function proveFactor(page: Page, staff: Staff): Promise<void> {
  await page.locator('#code').fill(await freshCode(staff.totp ?? ''));
  await page.locator('#page-form .button--primary').click();
}

/** The inspector opens the paper that lies on the window. */
export async function openCase(inspector: Page, person: Person, code: string): Promise<void> {
  await open(inspector, '/office');
  await inspector.locator('#paper').fill(paper(person, code));
  await inspector.locator('#paper').press('Enter');
  await inspector.waitForURL('**/office/applications/*');
  await expect(inspector.locator('#decision')).toBeVisible();
}

/** Ticks everything and accepts. */
export async function acceptCase(inspector: Page): Promise<void> {
  for (const box of await inspector.locator('#checks input').all()) await box.check();
  await inspector.locator('#accept').click();
  await expect(inspector.locator('#grant')).toBeVisible();
}

/** Grants and returns the login. */
export async function grantCase(inspector: Page): Promise<string> {
  await inspector.locator('#grant > summary').click();
  await inspector.locator('#grant-confirm').click();
  await expect(inspector.locator('#print-decision')).toBeVisible();
  return loginIn(await inspector.locator('.code__text').innerText());
}

/** The login in a text that shows it grouped. */
function loginIn(text: string): string {
  const login = /\d(?:\s?\d){16}/.exec(text)?.[0].replaceAll(/\s/g, '');
  if (login === undefined) throw new Error('no login there');
  note(login);
  return login;
}

/** Staff at work without a browser. */
export async function enterOffice(visitor: APIRequestContext, somebody: Staff): Promise<void> {
  const staff = inTheFlesh(somebody);
  const half = await visitor.post('/office/sign-in', { form: { login: staff.userName, password: staff.password } });
  expect(await half.text(), 'the password was taken').toContain('name="code"');
  const code = await freshCode(staff.totp ?? '');
  const answer = await visitor.post('/office/sign-in', { form: { code, action: 'prove' } });
  expect(answer.url(), 'staff signed in').toMatch(/\/(office|administration)$/);
}

/** Opens a case by plain posts and returns its address. */
export async function openPlainly(visitor: APIRequestContext, person: Person, code: string): Promise<string> {
  const answer = await visitor.post('/office/open', { form: { paper: paper(person, code), inn: '', code: '' } });
  expect(answer.url(), 'case opened').toContain('/office/applications/');
  return new URL(answer.url()).pathname;
}

/** The version of a case, as its forms send it. */
export async function versionOf(visitor: APIRequestContext, address: string): Promise<string> {
  const html = await (await visitor.get(address)).text();
  const version = /name="version"[^>]*value="(\d+)"/.exec(html)?.[1];
  if (version === undefined) throw new Error('the case has no form');
  return version;
}

/** Posts a move as the page as it is now would. */
export async function move(
  visitor: APIRequestContext,
  address: string,
  step: 'accept' | 'grant' | 'refuse' | 'deliver',
  form: Record<string, string> = {},
): Promise<APIResponse> {
  const version = await versionOf(visitor, address);
  return visitor.post(`${address}/${step}`, { form: { version, ...form } });
}

const PAPERS = [1, 2, 3, 4, 5, 6, 7, 8].map((number) => `paper_${number}`);

/** Everything is complete, and every paper that there may be was shown. */
export const TICKED = Object.fromEntries([...CHECKS, ...PAPERS].map((name) => [name, 'on']));

/** An inspector of the person's office accepts and grants by plain posts; returns the login. */
export async function grantPlainly(visitor: APIRequestContext, person: Person, code: string): Promise<string> {
  const address = await openPlainly(visitor, person, code);
  expect((await move(visitor, address, 'accept', TICKED)).ok(), 'accepted').toBe(true);
  const granted = await move(visitor, address, 'grant');
  expect(granted.ok(), 'granted').toBe(true);
  const html = await granted.text();
  return loginIn(/class="code__text"[^>]*>\s*([\d\s]+)/.exec(html)?.[1] ?? '');
}

/** From nothing to a login that works, by plain posts. Two visitors: the person, and an inspector of office 001. */
export async function gainAccess(
  newVisitor: () => Promise<APIRequestContext>,
  person: Person,
  staff: Staff = colleagueOf(BAKIROVA),
): Promise<string> {
  const code = await file(await newVisitor(), person);
  const inspector = await newVisitor();
  await enterOffice(inspector, staff);
  return grantPlainly(inspector, person, code);
}

/** Opens the page of a case and waits until it lives. */
export async function openAddress(inspector: Page, address: string): Promise<void> {
  await inspector.goto(address);
  await hydrated(inspector);
}
