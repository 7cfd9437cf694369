// The cabinet of a person.
import { issueCard } from '../card.ts';
import { enterOffice } from '../office.ts';
import { newPerson, newStaff } from '../people.ts';
import { signIn } from '../sign_in.ts';
import { type State, summary, inCabinet } from './arrive.ts';

export const CABINET: State[] = [
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
  {
    name: 'cabinet-annulment',
    arrive: async (page, newVisitor) => {
      await inCabinet(page, newVisitor);
      await page.goto('/cabinet/annulment');
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
];
