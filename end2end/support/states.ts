// Every page in every state, and the way there without a word of any language: for axe and for the pictures.
import { expect, type APIRequestContext, type Page } from '@playwright/test';
import { issueCard } from './card.ts';
import { hydrated, open } from './hydration.ts';
import {
  TICKED,
  acceptCase,
  enterOffice,
  gainAccess,
  grantCase,
  move,
  openAddress,
  openPlainly,
  signInStaff,
} from './office.ts';
import {
  BAKIROVA,
  ISAKOVA,
  SAPAROV,
  newPassword,
  newPerson,
  newStaff,
  withoutFactor,
  type Person,
  type Staff,
} from './people.ts';
import { confirmation, file, fillRegistration, paper, register, restorePlainly, submitOf } from './registration.ts';
import { askFor, cabinetOf, newMember, newOrganisation, type Member } from './representation.ts';
import { enter, signIn } from './sign_in.ts';
import { ABSENT_INN } from './words.ts';

export type NewVisitor = () => Promise<APIRequestContext>;

export interface State {
  name: string;
  arrive: (page: Page, newVisitor: NewVisitor) => Promise<void>;
}

const plain = (name: string, path: string): State => ({ name, arrive: (page) => open(page, path) });

/** «Поиск» or «Проверить», beside its field. */
const submitOfField = (page: Page) => page.locator('#page-form .field__row button');

/** What «Поиск» of «Добавить ИНН» answers. */
async function searched(page: Page, inn: string): Promise<void> {
  await open(page, '/add-inn');
  await page.locator('#inn').fill(inn);
  await submitOfField(page).click();
  await page.locator('.add-inn__answer .message').first().waitFor();
}

/** What «Помощник» answers. */
async function asked(page: Page, question: string, found: string): Promise<void> {
  await open(page, '/assistant');
  await page.locator('#question').fill(question);
  await submitOf(page).click();
  await page.locator(`.assistant__answer ${found}`).first().waitFor();
}

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
async function enterInLanguage(page: Page, door: string, enterBy: () => Promise<void>, inside: string): Promise<void> {
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

/** An inspector of office 001 in front of an application to restore that the steps have moved. */
async function atRestore(page: Page, newVisitor: NewVisitor, person: Person, steps: Step[]): Promise<void> {
  const staff = newStaff('001');
  const code = await restorePlainly(await newVisitor(), person);
  const office = await newVisitor();
  await enterOffice(office, staff);
  const address = await openPlainly(office, person, code);
  for (const [step, form] of steps) await move(office, address, step, form);
  await atWork(page, staff);
  await openAddress(page, address);
}

/** «Состояние заявления» of an application that the office has moved so far. */
async function statusAfter(page: Page, newVisitor: NewVisitor, steps: Step[]): Promise<void> {
  const person = newPerson();
  const code = await register(page, person);
  const office = await newVisitor();
  await enterOffice(office, BAKIROVA);
  const address = await openPlainly(office, person, code);
  for (const [step, form] of steps) await move(office, address, step, form);
  await open(page, '/application');
}

export const ACCEPT: Step = ['accept', TICKED];
export const GRANT: Step = ['grant', {}];
const REFUSE: Step = ['refuse', { ground: 'identity_not_confirmed' }];
const DELIVER: Step = ['deliver', {}];

const PUBLIC: State[] = [
  plain('home', '/'),
  plain('help', '/help'),
  plain('not-found', '/nowhere'),
  plain('components', '/_components'),
  plain('registration', '/registration'),
  {
    name: 'registration-errors',
    arrive: async (page) => {
      await open(page, '/registration');
      await submitOf(page).click();
      await summary(page);
    },
  },
  {
    name: 'registration-not-taxpayer',
    arrive: async (page) => {
      await open(page, '/registration');
      await page.locator('#inn').fill(ABSENT_INN);
      await page.locator('button[name=action][value=look_up]').click();
      await page.locator('.registry__advice .message').waitFor();
    },
  },
  {
    name: 'registration-filled',
    arrive: async (page) => {
      const person = newPerson({ doubtfulInn: true });
      await open(page, '/registration');
      await fillRegistration(page, person);
      await page.locator('.field__show').first().click();
      await page.locator('details.requirements, .field details').first().locator('summary').click();
      await page.locator('.registry__value', { hasText: person.address }).waitFor();
    },
  },
  {
    name: 'registration-unreachable',
    arrive: async (page) => {
      await open(page, '/registration');
      await fillRegistration(page, newPerson());
      await page.route('**/api/registration/register', (route) => route.abort());
      await submitOf(page).click();
      await summary(page);
    },
  },
  {
    name: 'registration-ineligible',
    arrive: async (page) => {
      await open(page, '/registration');
      await page.locator('#inn').fill(newPerson({ vatPayer: true }).inn);
      await page.locator('button[name=action][value=look_up]').click();
      await page.locator('.registry__advice .message').waitFor();
    },
  },
  plain('by-signature', '/registration/by-signature'),
  {
    name: 'by-signature-refused',
    arrive: async (page) => {
      await open(page, '/registration/by-signature');
      await page.locator('#inn').fill(newPerson().inn);
      await submitOf(page).click();
      await summary(page);
    },
  },
  {
    name: 'by-signature-done',
    arrive: async (page) => {
      await open(page, '/registration/by-signature');
      await page.locator('#inn').fill(newPerson({ vatPayer: true }).inn);
      await submitOf(page).click();
      await page.locator('.panel').waitFor();
    },
  },
  {
    name: 'confirmation',
    arrive: async (page) => {
      await register(page, newPerson({ name: 'Абдыкадырова-Сулайманбекова Зейнепгүл Абдыкааровна' }));
      await confirmation(page).waitFor();
    },
  },
  plain('restore', '/restore'),
  {
    name: 'restore-errors',
    arrive: async (page) => {
      await open(page, '/restore');
      await submitOf(page).click();
      await summary(page);
    },
  },
  {
    name: 'restore-confirmation',
    arrive: async (page) => {
      await open(page, '/restore');
      await fillRegistration(page, newPerson());
      await submitOf(page).click();
      await confirmation(page).waitFor();
    },
  },
  plain('add-inn', '/add-inn'),
  {
    name: 'add-inn-errors',
    arrive: async (page) => {
      await open(page, '/add-inn');
      await submitOfField(page).click();
      await summary(page);
    },
  },
  { name: 'add-inn-citizen', arrive: (page) => searched(page, newPerson({ taxpayer: false }).inn) },
  {
    name: 'add-inn-added',
    arrive: async (page) => {
      await searched(page, newPerson({ taxpayer: false }).inn);
      await page.locator('.add-inn__answer .button--primary').click();
      await page.locator('.add-inn__answer .message--success').waitFor();
    },
  },
  { name: 'add-inn-already', arrive: (page) => searched(page, newPerson().inn) },
  { name: 'add-inn-unknown', arrive: (page) => searched(page, ABSENT_INN) },
  plain('check-inn', '/check-inn'),
  {
    name: 'check-inn-one',
    arrive: async (page) => {
      await open(page, '/check-inn');
      await page.locator('#inn').fill(ABSENT_INN);
      await submitOfField(page).click();
      await page.locator('.check-inn__verdict .message').waitFor();
    },
  },
  {
    name: 'check-inn-errors',
    arrive: async (page) => {
      await open(page, '/check-inn');
      await submitOf(page).click();
      await summary(page);
    },
  },
  {
    name: 'check-inn-list',
    arrive: async (page) => {
      await open(page, '/check-inn');
      await page.locator('#list').fill(`${newPerson().inn}\n${ABSENT_INN}\n1150\n=HYPERLINK("a very long formula")`);
      await submitOf(page).click();
      await page.locator('.checked').waitFor();
      await hydrated(page);
    },
  },
  plain('guides', '/guides'),
  plain('guide', '/guides/access'),
  plain('guide-not-there', '/guides/nothing'),
  plain('assistant', '/assistant'),
  {
    name: 'assistant-errors',
    arrive: async (page) => {
      await open(page, '/assistant');
      await submitOf(page).click();
      await summary(page);
    },
  },
  { name: 'assistant-answer', arrive: (page) => asked(page, 'код', '.passage') },
  { name: 'assistant-nothing', arrive: (page) => asked(page, 'борщ', '.empty-state') },
  plain('application', '/application'),
  {
    name: 'application-errors',
    arrive: async (page) => {
      await open(page, '/application');
      await page.locator('#inn').fill('123');
      await page.locator('#code').fill('K7QM39XT2VHP4A');
      await submitOf(page).click();
      await summary(page);
    },
  },
  { name: 'application-accepted', arrive: (page, visitor) => statusAfter(page, visitor, [ACCEPT]) },
  { name: 'application-granted', arrive: (page, visitor) => statusAfter(page, visitor, [ACCEPT, GRANT]) },
  { name: 'application-refused', arrive: (page, visitor) => statusAfter(page, visitor, [ACCEPT, REFUSE]) },
  { name: 'application-delivered', arrive: (page, visitor) => statusAfter(page, visitor, [ACCEPT, GRANT, DELIVER]) },
  {
    name: 'application-withdrawing',
    arrive: async (page, visitor) => {
      await statusAfter(page, visitor, []);
      await page.locator('#withdraw > summary').click();
    },
  },
  {
    name: 'application-withdrawn',
    arrive: async (page, visitor) => {
      await statusAfter(page, visitor, []);
      await page.locator('#withdraw > summary').click();
      await page.locator('#withdraw .button--danger').click();
      await page.locator('#withdraw').waitFor({ state: 'detached' });
    },
  },
  plain('sign-in', '/sign-in'),
  plain('sign-in-ended', '/sign-in?ended=1'),
  {
    name: 'sign-in-refused',
    arrive: async (page, newVisitor) => {
      await signIn(page, await gainAccess(newVisitor, newPerson()), newPassword());
      await summary(page);
      await hydrated(page);
    },
  },
];

const CABINET: State[] = [
  {
    name: 'cabinet',
    arrive: async (page, newVisitor) => {
      await inCabinet(page, newVisitor);
    },
  },
  {
    name: 'cabinet-password-errors',
    arrive: async (page, newVisitor) => {
      await inCabinet(page, newVisitor);
      await page.locator('.cabinet__fold > summary').click();
      await page.locator('.cabinet__fold .button--primary').click();
      await summary(page);
    },
  },
];

/** In front of the chooser of an account that acts for so many organisations, in the language that the door had. */
async function atChooser(page: Page, newVisitor: NewVisitor, names: string[]): Promise<Member> {
  const member = await newMember(newVisitor, names);
  await enterInLanguage(page, '/sign-in', () => signIn(page, member.login, member.person.password), '/cabinet/choose');
  return member;
}

const MANY = ['Сүт', 'Нан', 'Жүн', 'Балык', 'Таш', 'Темир', 'Кагаз'].map(
  (name) => `Общество с ограниченной ответственностью «${name}-Өнүм Бишкек»`,
);

const REPRESENTATION: State[] = [
  {
    name: 'chooser',
    arrive: async (page, newVisitor) => {
      await atChooser(page, newVisitor, MANY.slice(0, 2));
    },
  },
  {
    name: 'chooser-search',
    arrive: async (page, newVisitor) => {
      await atChooser(page, newVisitor, MANY);
      await page.locator('#search').fill('балык');
      await expect(page.locator('.chooser__item')).toHaveCount(1);
    },
  },
  {
    name: 'cabinet-of-organisation',
    arrive: async (page, newVisitor) => {
      const member = await atChooser(page, newVisitor, MANY.slice(0, 1));
      await cabinetOf(page, member.organisations[0]?.inn ?? '').click();
      await page.waitForURL('**/cabinet');
      await hydrated(page);
    },
  },
  {
    name: 'organisations',
    arrive: async (page, newVisitor) => {
      const member = await atChooser(page, newVisitor, MANY.slice(0, 1));
      const visitor = await newVisitor();
      await enter(visitor, member.login, member.person.password);
      await visitor.post('/cabinet/choose', { form: { cabinet: 'own' } });
      await askFor(visitor, member.person, newOrganisation({ head: member.person }));
      await cabinetOf(page, member.person.inn).click();
      await page.waitForURL('**/cabinet');
      await open(page, '/cabinet/organisations');
      await page.locator('details > summary').first().click();
    },
  },
  {
    name: 'organisations-none',
    arrive: async (page, newVisitor) => {
      await inCabinet(page, newVisitor);
      await open(page, '/cabinet/organisations');
    },
  },
  {
    name: 'link-errors',
    arrive: async (page, newVisitor) => {
      await inCabinet(page, newVisitor);
      await open(page, '/cabinet/organisations/add');
      await submitOf(page).click();
      await summary(page);
    },
  },
  {
    name: 'link-found',
    arrive: async (page, newVisitor) => {
      const person = newPerson();
      await inCabinet(page, newVisitor, person);
      await open(page, '/cabinet/organisations/add');
      await page.locator('#organisation_inn').fill(newOrganisation({ head: person }).inn);
      await submitOfField(page).first().click();
      await page.locator('.link__answer .message').waitFor();
    },
  },
];

const OFFICE: State[] = [
  plain('office-sign-in', '/office/sign-in'),
  {
    name: 'office-sign-in-enrolment',
    arrive: async (page) => {
      const staff = withoutFactor();
      await page.goto('/office/sign-in');
      await page.locator('#login').fill(staff.userName);
      await page.locator('#password').fill(staff.password);
      await page.locator('#page-form .button--primary').click();
      await page.locator('#code').fill('000000');
      await page.locator('#page-form .button--primary').click();
      await page.locator('#code-error').getByText(/\S/).first().waitFor();
    },
  },
  {
    name: 'staff',
    arrive: async (page) => {
      await atAdministration(page, '/administration/staff');
      await page.locator('.staff__invite > summary').click();
      await page.locator('button[value=invite]').click();
      await page.locator('.error-summary').waitFor();
    },
  },
  {
    name: 'staff-person',
    arrive: async (page) => {
      const somebody = newStaff('001');
      await atAdministration(page, '/administration/staff');
      await page.locator('#search').fill(somebody.userName);
      await page.locator('button[value=search]').click();
      await page.locator('.staff__table a').click();
      await page.locator('button[value=block]').waitFor();
    },
  },
  {
    name: 'card-refused',
    arrive: async (page) => {
      await atWork(page, newStaff('021'));
      await page.goto('/office/card');
      const person = newPerson();
      await page.locator('#inn').fill(person.inn);
      await page.locator('#passport').fill('AN0000001');
      await page.locator('#phone').fill('0555 123 456');
      await page.locator('#checks').check();
      await page.locator('#page-form .button--primary').click();
      await page.locator('.message--error').waitFor();
    },
  },
  {
    name: 'first-password',
    arrive: async (page, newVisitor) => {
      const inspector = await newVisitor();
      await enterOffice(inspector, newStaff('021'));
      const { login, password } = await issueCard(inspector, newPerson());
      await signIn(page, login, password);
      await page.waitForURL('**/cabinet/first-password');
    },
  },
  {
    name: 'figures',
    arrive: async (page, newVisitor) => {
      await gainAccess(newVisitor, newPerson());
      await atWork(page, SAPAROV);
      await page.goto('/office/figures');
      await page.locator('.cabinet__fold > summary').first().click();
    },
  },
  {
    name: 'audit',
    arrive: async (page) => {
      await atWork(page, SAPAROV);
      await page.goto('/office/audit');
      await page.locator('.desk__table').waitFor();
    },
  },
  {
    name: 'queue-empty',
    arrive: (page) => atWork(page, newStaff('020')),
  },
  {
    name: 'queue',
    arrive: async (page, newVisitor) => {
      const staff = newStaff('001');
      await caseAfter(newVisitor, staff, [ACCEPT]);
      await caseAfter(newVisitor, staff, [ACCEPT, REFUSE]);
      await file(await newVisitor(), newPerson());
      await atWork(page, staff);
      await page.locator('#keys > summary').click();
    },
  },
  {
    name: 'queue-foreign',
    arrive: async (page, newVisitor) => {
      const person = newPerson();
      const code = await file(await newVisitor(), person);
      await atWork(page, newStaff('002'));
      await page.locator('#paper').fill(paper(person, code));
      await page.locator('#paper').press('Enter');
      await summary(page);
    },
  },
  {
    name: 'case-locked',
    arrive: async (page, newVisitor) => {
      const address = await caseAfter(newVisitor, BAKIROVA, []);
      await atWork(page, newStaff('001'));
      await openAddress(page, address);
    },
  },
  {
    name: 'case-differences',
    arrive: async (page, newVisitor) => {
      const person = newPerson({ atRisk: true });
      await file(await newVisitor(), person);
      await atCase(page, newVisitor, [], { ...person, passport: 'AN7654321' });
    },
  },
  {
    name: 'case-ticks-missing',
    arrive: async (page, newVisitor) => {
      await atCase(page, newVisitor, []);
      await page.locator('#accept').click();
      await summary(page);
    },
  },
  {
    name: 'case-accepted',
    arrive: async (page, newVisitor) => {
      await atCase(page, newVisitor, []);
      await acceptCase(page);
    },
  },
  {
    name: 'case-refusing',
    arrive: async (page, newVisitor) => {
      await atCase(page, newVisitor, [ACCEPT]);
      await page.locator('#refuse > summary').click();
      await page.locator('#refuse .button--danger').click();
      await summary(page);
    },
  },
  {
    name: 'case-granted',
    arrive: async (page, newVisitor) => {
      await atCase(page, newVisitor, [ACCEPT]);
      await grantCase(page);
    },
  },
  { name: 'case-refused', arrive: (page, newVisitor) => atCase(page, newVisitor, [ACCEPT, REFUSE]) },
  { name: 'case-delivered', arrive: (page, newVisitor) => atCase(page, newVisitor, [ACCEPT, GRANT, DELIVER]) },
  { name: 'administration', arrive: (page) => atAdministration(page, '/administration') },
  {
    name: 'health',
    arrive: async (page) => {
      await atAdministration(page, '/administration');
      await page.goto('/administration/health');
    },
  },
  { name: 'eligibility', arrive: (page) => atAdministration(page, '/administration/eligibility') },
  {
    name: 'eligibility-errors',
    arrive: async (page) => {
      await atAdministration(page, '/administration/eligibility');
      await page.locator('#page-form button[value=preview]').click();
      await summary(page);
    },
  },
  {
    name: 'eligibility-preview',
    arrive: async (page) => {
      await atAdministration(page, '/administration/eligibility');
      // another test may change the policy between the page and the preview
      await expect(async () => {
        await page.locator('#legal_entity_vat_payer').check();
        await page.locator('#individual_password').uncheck();
        await page.locator('#reason').fill('Приказ № 12 от 01.11.2026: сплошная проверка плательщиков НДС');
        await page.locator('#page-form button[value=preview]').click();
        await page.locator('#previewed').waitFor({ timeout: 3000 });
      }).toPass({ timeout: 20_000 });
    },
  },
  {
    name: 'limits-errors',
    arrive: async (page) => {
      await atAdministration(page, '/administration');
      await page.goto('/administration/limits');
      await page.locator('#decision_minutes').fill('9999');
      await page.locator('#page-form button[value=preview]').click();
      await summary(page);
    },
  },
  {
    name: 'ground',
    arrive: async (page) => {
      await atAdministration(page, '/administration');
      await page.goto('/administration/grounds?ground=fictitious_enterprise');
    },
  },
  {
    name: 'administration-refused',
    arrive: async (page) => {
      await atWork(page, newStaff('001'));
      await open(page, '/administration/eligibility');
    },
  },
  {
    name: 'case-restore',
    arrive: async (page, newVisitor) => {
      const person = newPerson();
      await gainAccess(newVisitor, person);
      await atRestore(page, newVisitor, person, [ACCEPT]);
      await page.locator('#grant > summary').click();
    },
  },
  {
    name: 'case-restore-granted',
    arrive: async (page, newVisitor) => {
      const person = newPerson();
      await gainAccess(newVisitor, person);
      await atRestore(page, newVisitor, person, [ACCEPT, GRANT]);
    },
  },
  {
    name: 'case-restore-first',
    arrive: (page, newVisitor) => atRestore(page, newVisitor, newPerson(), []),
  },
  {
    name: 'case-restore-barred',
    arrive: (page, newVisitor) => atRestore(page, newVisitor, newPerson({ vatPayer: true }), []),
  },
  {
    name: 'case-foreign',
    arrive: async (page, newVisitor) => {
      const address = await caseAfter(newVisitor, BAKIROVA, []);
      await atWork(page, newStaff('002'));
      await openAddress(page, address);
    },
  },
];

/** Pages without a script: there is nothing to wait for. */
const PLAIN: State[] = [
  {
    name: 'annulment-errors',
    arrive: async (page) => {
      await page.goto('/annulment');
      await page.locator('#page-form .button--primary').click();
      await summary(page);
    },
  },
  {
    name: 'paper-unknown',
    arrive: async (page) => {
      await page.goto('/papers/0000000000000000');
    },
  },
  {
    name: 'cabinet-annulment',
    arrive: async (page, newVisitor) => {
      await inCabinet(page, newVisitor);
      await page.goto('/cabinet/annulment');
    },
  },
  {
    name: 'office-annulment-errors',
    arrive: async (page) => {
      await atWork(page, newStaff('001'));
      await page.goto('/office/annulment');
      await page.locator('#page-form .button--primary').click();
      await summary(page);
    },
  },
];

export const STATES: State[] = [...PUBLIC, ...CABINET, ...REPRESENTATION, ...OFFICE, ...PLAIN];
