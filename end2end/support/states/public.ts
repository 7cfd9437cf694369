// Pages that need no entry.
import type { Page } from '@playwright/test';
import { hydrated, open } from '../hydration.ts';
import { enterOffice, gainAccess, move, openPlainly } from '../office.ts';
import { BAKIROVA, newPassword, newPerson } from '../people.ts';
import { confirmation, fillRegistration, register, submitOf } from '../registration.ts';
import { signIn } from '../sign_in.ts';
import { ABSENT_INN } from '../words.ts';
import {
  type NewVisitor,
  type State,
  plain,
  submitOfField,
  summary,
  type Step,
  ACCEPT,
  GRANT,
  REFUSE,
  DELIVER,
} from './arrive.ts';

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

export const PUBLIC: State[] = [
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
];
