// Organisations linked to an account: by plain posts for tests that begin where they are.
import { expect, type APIRequestContext, type Page } from '@playwright/test';
import { TICKED, enterOffice, gainAccess, move } from './office.ts';
import { newOrganisation, newOrganisations, type Organisation } from './organisations.ts';
import { BAKIROVA, newPerson, type Person } from './people.ts';
import { codeIn } from './registration.ts';
import { enter, signIn } from './sign_in.ts';

export type NewVisitor = () => Promise<APIRequestContext>;

/** Somebody with an account and organisations that it acts for. */
export interface Member {
  person: Person;
  login: string;
  organisations: Organisation[];
}

/** Asks for the organisation from inside the cabinet by a plain post; returns the application code. */
export async function askFor(visitor: APIRequestContext, person: Person, organisation: Organisation): Promise<string> {
  const form = { organisation_inn: organisation.inn, passport: person.passport, submission: '' };
  const answer = await visitor.post('/cabinet/organisations/add', { form });
  expect(answer.url(), 'asked').toMatch(/\/application$/);
  return codeIn(await answer.text());
}

/** An inspector opens the organisation's application by its paper; returns the address of the case. */
export async function openLink(
  inspector: APIRequestContext,
  organisation: Organisation,
  code: string,
): Promise<string> {
  const form = { paper: `SALYK:1:${organisation.inn}:${code}`, inn: '', code: '' };
  const answer = await inspector.post('/office/open', { form });
  expect(answer.url(), 'case opened').toContain('/office/applications/');
  return new URL(answer.url()).pathname;
}

/** Accepts and grants the organisation's application. */
export async function grantLink(inspector: APIRequestContext, organisation: Organisation, code: string): Promise<void> {
  const address = await openLink(inspector, organisation, code);
  expect((await move(inspector, address, 'accept', TICKED)).ok(), 'accepted').toBe(true);
  expect((await move(inspector, address, 'grant')).ok(), 'granted').toBe(true);
}

/** From nothing to an account that acts for organisations with these names. */
export async function newMember(newVisitor: NewVisitor, names: string[], person = newPerson()): Promise<Member> {
  const login = await gainAccess(newVisitor, person);
  const organisations = newOrganisations(names, person);
  const visitor = await newVisitor();
  await enter(visitor, login, person.password);
  const inspector = await newVisitor();
  await enterOffice(inspector, BAKIROVA);
  for (const organisation of organisations) {
    const code = await askFor(visitor, person, organisation);
    await grantLink(inspector, organisation, code);
  }
  return { person, login, organisations };
}

/** Signs in to an account with several cabinets: the chooser. */
export async function toChooser(page: Page, member: Member): Promise<void> {
  await signIn(page, member.login, member.person.password);
  await page.waitForURL('**/cabinet/choose');
}

/** The button of a cabinet in the chooser. */
export function cabinetOf(page: Page, inn: string) {
  const grouped = `${inn.slice(0, 1)} ${inn.slice(1, 5)} ${inn.slice(5, 9)} ${inn.slice(9)}`;
  return page.locator('.chooser__item', { hasText: grouped });
}

export { newOrganisation };
