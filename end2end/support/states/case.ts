// A case.
import type { Page } from '@playwright/test';
import { acceptCase, enterOffice, gainAccess, grantCase, move, openAddress, openPlainly } from '../office.ts';
import { BAKIROVA, newPerson, newStaff, type Person } from '../people.ts';
import { file, restorePlainly } from '../registration.ts';
import {
  type NewVisitor,
  type State,
  summary,
  type Step,
  caseAfter,
  atWork,
  atCase,
  ACCEPT,
  GRANT,
  REFUSE,
  DELIVER,
} from './arrive.ts';

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

export const CASE: State[] = [
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
