// What administrators work on.
import { expect } from '@playwright/test';
import { open } from '../hydration.ts';
import { newStaff } from '../people.ts';
import { type State, summary, atWork, atAdministration } from './arrive.ts';

export const ADMINISTRATION: State[] = [
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
    name: 'administration-refused',
    arrive: async (page) => {
      await atWork(page, newStaff('001'));
      await open(page, '/administration/eligibility');
    },
  },
];
