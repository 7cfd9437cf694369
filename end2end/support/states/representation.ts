// Organisations on an account.
import { expect, type Page } from '@playwright/test';
import { hydrated, open } from '../hydration.ts';
import { newPerson } from '../people.ts';
import { submitOf } from '../registration.ts';
import { askFor, cabinetOf, newMember, newOrganisation, type Member } from '../representation.ts';
import { enter } from '../sign_in.ts';
import { type NewVisitor, type State, submitOfField, summary, enterInLanguage, inCabinet } from './arrive.ts';

/** In front of the chooser of an account that acts for so many organisations, in the language that the door had. */
async function atChooser(page: Page, newVisitor: NewVisitor, names: string[]): Promise<Member> {
  const member = await newMember(newVisitor, names);
  await enterInLanguage(page, (visitor) => enter(visitor, member.login, member.person.password), '/cabinet/choose');
  return member;
}

const MANY = ['Сүт', 'Нан', 'Жүн', 'Балык', 'Таш', 'Темир', 'Кагаз'].map(
  (name) => `Общество с ограниченной ответственностью «${name}-Өнүм Бишкек»`,
);

export const REPRESENTATION: State[] = [
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
