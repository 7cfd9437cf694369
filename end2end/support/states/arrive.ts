// The ways to a state, without a word of any language.
import { expect, type APIRequestContext, type Page } from '@playwright/test';
import { newVisitor } from '../fixtures.ts';
import { open } from '../hydration.ts';
import { TICKED, enterOffice, gainAccess, move, openAddress, openPlainly } from '../office.ts';
import { ISAKOVA, newPerson, newStaff, type Person, type Staff } from '../people.ts';
import { file } from '../registration.ts';
import { enter } from '../sign_in.ts';

export type NewVisitor = () => Promise<APIRequestContext>;

export interface State {
  name: string;
  arrive: (page: Page, newVisitor: NewVisitor) => Promise<void>;
}

export const plain = (name: string, path: string): State => ({ name, arrive: (page) => open(page, path) });

/** «Поиск» or «Проверить», beside its field. */
export const submitOfField = (page: Page) => page.locator('#page-form .field__row button');

export const summary = (page: Page) => page.locator('.error-summary').first().waitFor();

export type Step = ['accept' | 'grant' | 'refuse' | 'deliver', Record<string, string>];

/** A case of the staff's office in the state that the steps lead to. */
export async function caseAfter(
  newVisitor: NewVisitor,
  staff: Staff,
  steps: Step[],
  person = newPerson(),
): Promise<string> {
  const desk = await newVisitor();
  await enterOffice(desk, staff);
  return caseAt(desk, newVisitor, steps, person);
}

/** The same at a desk that is open: a code of the second factor enters once, so that entering for each case would wait. */
export async function caseAt(
  desk: APIRequestContext,
  newVisitor: NewVisitor,
  steps: Step[],
  person = newPerson(),
): Promise<string> {
  const code = await file(await newVisitor(), person);
  const address = await openPlainly(desk, person, code);
  for (const [step, form] of steps) await move(desk, address, step, form);
  return address;
}

/** Enters without the door, which has states and tests of its own; what is inside speaks the browser's language. */
export async function enterInLanguage(
  page: Page,
  enterBy: (visitor: APIRequestContext) => Promise<void>,
  inside: string,
): Promise<void> {
  const language = await page.evaluate(() => navigator.language.slice(0, 2));
  const visitor = await newVisitor(language);
  await enterBy(visitor);
  const kept = await visitor.post('/language', { form: { switch_language: language, next: inside } });
  expect(kept.ok(), 'the account keeps the language').toBe(true);
  await page.context().addCookies((await visitor.storageState()).cookies);
  await visitor.dispose();
  await open(page, inside);
  await expect(page.locator(`html[lang=${language}]`)).toBeAttached();
}

export async function atWork(page: Page, staff: Staff): Promise<void> {
  await enterInLanguage(page, (visitor) => enterOffice(visitor, staff), '/office');
}

/** Somebody new in their cabinet; returns their login. */
export async function inCabinet(page: Page, newVisitor: NewVisitor, person = newPerson()): Promise<string> {
  const login = await gainAccess(newVisitor, person);
  await enterInLanguage(page, (visitor) => enter(visitor, login, person.password), '/cabinet');
  return login;
}

/** An administrator in front of a page of theirs. */
export async function atAdministration(page: Page, path: string): Promise<void> {
  await enterInLanguage(page, (visitor) => enterOffice(visitor, ISAKOVA), path);
}

/** An inspector of office 001 in front of a case that the steps have moved. */
export async function atCase(page: Page, newVisitor: NewVisitor, steps: Step[], person?: Person): Promise<void> {
  const staff = newStaff('001');
  const address = await caseAfter(newVisitor, staff, steps, person);
  await atWork(page, staff);
  await openAddress(page, address);
}

export const ACCEPT: Step = ['accept', TICKED];
export const GRANT: Step = ['grant', {}];
export const REFUSE: Step = ['refuse', { ground: 'identity_not_confirmed' }];
export const DELIVER: Step = ['deliver', {}];
