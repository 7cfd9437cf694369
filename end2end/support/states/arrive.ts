// The ways to a state, without a word of any language.
import type { APIRequestContext, Page } from '@playwright/test';
import { open } from '../hydration.ts';
import { TICKED, enterOffice, gainAccess, move, openAddress, openPlainly, signInStaff } from '../office.ts';
import { ISAKOVA, newPerson, newStaff, type Person, type Staff } from '../people.ts';
import { file } from '../registration.ts';
import { signIn } from '../sign_in.ts';

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
  const code = await file(await newVisitor(), person);
  const office = await newVisitor();
  await enterOffice(office, staff);
  const address = await openPlainly(office, person, code);
  for (const [step, form] of steps) await move(office, address, step, form);
  return address;
}

/** Enters by a door, then takes the language that the door had for the account. */
export async function enterInLanguage(
  page: Page,
  door: string,
  enterBy: () => Promise<void>,
  inside: string,
): Promise<void> {
  await page.goto(door);
  const language = (await page.locator('html').getAttribute('lang')) ?? '';
  await enterBy();
  await page.waitForURL(`**${inside}`);
  await open(page, inside);
  await page.locator(`.languages__button[value=${language}]`).click();
  await page.locator(`html[lang=${language}] .languages__button[value=${language}][aria-current]`).waitFor();
  await open(page, inside);
}

export async function atWork(page: Page, staff: Staff): Promise<void> {
  await enterInLanguage(page, '/office/sign-in', () => signInStaff(page, staff), '/office');
}

/** Somebody new in their cabinet; returns their login. */
export async function inCabinet(page: Page, newVisitor: NewVisitor, person = newPerson()): Promise<string> {
  const login = await gainAccess(newVisitor, person);
  await enterInLanguage(page, '/sign-in', () => signIn(page, login, person.password), '/cabinet');
  return login;
}

/** An administrator in front of a page of theirs. */
export async function atAdministration(page: Page, path: string): Promise<void> {
  await enterInLanguage(page, '/office/sign-in', () => signInStaff(page, ISAKOVA), '/administration');
  await open(page, path);
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
