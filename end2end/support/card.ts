// «Регистрационная карта» by plain posts, for tests that begin where it has been issued.
import { expect, type APIRequestContext } from '@playwright/test';
import type { Person } from './people.ts';
import { textOf } from './pdf.ts';
import { note } from './secrets.ts';

/** What the paper hands over. */
export interface Card {
  readonly login: string;
  readonly password: string;
}

/** What an inspector types for a card. */
export const typed = (person: Person, language = 'ru'): Record<string, string> => ({
  inn: person.inn,
  passport: person.passport,
  phone: '0555 123 456',
  email: '',
  language,
  checks: 'on',
});

/** Login and primary password as the owner's sheet has them. */
export function cardOf(pdf: Buffer): Card {
  const text = textOf(pdf);
  const password = /[a-z2-9]{5}-[a-z2-9]{5}-[a-z2-9]{5}/.exec(text)?.[0] ?? '';
  const login = /\b\d{17}\b/.exec(text)?.[0] ?? '';
  expect(password, 'the primary password is printed').not.toBe('');
  expect(login, 'the login is printed').not.toBe('');
  note(password);
  note(login);
  return { login, password };
}

/** Checks and issues; the sheets as they come from the printer. */
export async function printCard(inspector: APIRequestContext, person: Person, language = 'ru'): Promise<Buffer> {
  const form = typed(person, language);
  const html = await (await inspector.post('/office/card', { form })).text();
  const card = /name="card"[^>]*value="([0-9a-f-]{36})"/.exec(html)?.[1] ?? '';
  const replaces = /name="replaces"[^>]*value="([0-9a-f-]*)"/.exec(html)?.[1] ?? '';
  const printed = await inspector.post('/office/card/issue', { form: { ...form, card, replaces } });
  expect(printed.headers()['content-type']).toBe('application/pdf');
  return await printed.body();
}

/** The same, as its owner reads it. */
export async function issueCard(inspector: APIRequestContext, person: Person): Promise<Card> {
  return cardOf(await printCard(inspector, person));
}
