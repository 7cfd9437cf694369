// The tax office besides its cases.
import { gainAccess, signInStaff } from '../office.ts';
import { addPasskey, provePassword, withDevice } from '../passkeys.ts';
import { SAPAROV, newPerson, newStaff, withoutFactor } from '../people.ts';
import { file, paper } from '../registration.ts';
import { type State, plain, summary, caseAfter, atWork, atAdministration, ACCEPT, REFUSE } from './arrive.ts';

export const OFFICE: State[] = [
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
    name: 'office-sign-in-passkey',
    arrive: async (page) => {
      const staff = newStaff('001');
      await withDevice(page);
      await signInStaff(page, staff);
      await addPasskey(page, 'Токен');
      await page.context().clearCookies();
      await provePassword(page, staff);
      await page.locator('[data-passkey=enter]').waitFor();
    },
  },
  {
    name: 'keys',
    arrive: async (page) => {
      await withDevice(page);
      await atWork(page, newStaff('001'));
      await addPasskey(page, 'Токен');
      await page.locator('#name').fill('');
      await page.locator('[data-passkey=add]').click();
      await summary(page);
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
      // one claimed by oneself, one decided by a colleague
      await caseAfter(newVisitor, newStaff('001'), [ACCEPT, REFUSE]);
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
    name: 'ground',
    arrive: async (page) => {
      await atAdministration(page, '/administration');
      await page.goto('/administration/grounds?ground=fictitious_enterprise');
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
