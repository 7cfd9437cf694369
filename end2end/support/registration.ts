// Filing an application: in the browser, and by a plain post for tests that begin where it has been filed.
import { expect, type APIRequestContext, type Page } from '@playwright/test';
import type { Person } from './people.ts';
import { open } from './hydration.ts';
import { note } from './secrets.ts';

export const PHONE = '0555 123 456';

/** Fills the form. */
export async function fillRegistration(page: Page, person: Person): Promise<void> {
  await page.locator('#inn').fill(person.inn);
  await page.locator('#passport').fill(person.passport);
  await page.locator('#phone').fill(PHONE);
  await page.locator('#password').fill(person.password);
  await page.locator('#password_repeated').fill(person.password);
}

/** «Зарегистрироваться», whatever the language. */
export function submitOf(page: Page) {
  return page.locator('#page-form .button--primary');
}

/** The panel of the confirmation. */
export function confirmation(page: Page) {
  return page.locator('.panel__title');
}

/** Files an application in the browser and returns its code, ungrouped. */
export async function register(page: Page, person: Person): Promise<string> {
  await open(page, '/registration');
  await fillRegistration(page, person);
  await submitOf(page).click();
  await expect(confirmation(page)).toBeVisible();
  return codeIn(await page.locator('main').innerText());
}

/** The form as a browser posts it. */
export function registrationForm(person: Person): Record<string, string> {
  return {
    subject_kind: 'individual',
    inn: person.inn,
    passport: person.passport,
    phone: PHONE,
    email: '',
    password: person.password,
    password_repeated: person.password,
    submission: '',
  };
}

/** Files an application by a plain post and returns its code, ungrouped; the visitor then holds the pass to it. */
export async function file(visitor: APIRequestContext, person: Person): Promise<string> {
  const answer = await visitor.post('/registration', { form: registrationForm(person) });
  expect(answer.url(), 'filed').toMatch(/\/application$/);
  return codeIn(await answer.text());
}

/** The same for an application to restore. */
export async function restorePlainly(visitor: APIRequestContext, person: Person): Promise<string> {
  const answer = await visitor.post('/restore', { form: registrationForm(person) });
  expect(answer.url(), 'filed').toMatch(/\/application$/);
  return codeIn(await answer.text());
}

/** The first application code in a text, ungrouped. */
export function codeIn(text: string): string {
  const code = /\b[0-9A-HJKMNP-TV-Z]{4}(?:-[0-9A-HJKMNP-TV-Z]{4}){2}-[0-9A-HJKMNP-TV-Z]{2}\b/.exec(text)?.[0];
  if (code === undefined) throw new Error('no application code there');
  const plain = code.replaceAll('-', '');
  note(code, plain);
  return plain;
}

/** As it is shown and printed. */
export function grouped(code: string): string {
  return `${code.slice(0, 4)}-${code.slice(4, 8)}-${code.slice(8, 12)}-${code.slice(12)}`;
}

/** The content of the QR code on the paper. */
export function paper(person: Person, code: string): string {
  return `SALYK:1:${person.inn}:${code}`;
}
