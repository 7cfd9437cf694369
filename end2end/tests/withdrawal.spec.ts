import type { Page } from '@playwright/test';
import { expect, test } from '../support/fixtures.ts';
import { arrive } from '../support/hydration.ts';
import { TICKED, enterOffice, move, openPlainly } from '../support/office.ts';
import { BAKIROVA, type Person } from '../support/people.ts';
import { file } from '../support/registration.ts';

/** «Состояние заявления» of this application, found by INN and code. */
async function find(page: Page, person: Person, code: string, javaScript: boolean): Promise<void> {
  await arrive(page, '/application', javaScript);
  await page.locator('#inn').fill(person.inn);
  await page.locator('#code').fill(code);
  await page.locator('#page-form .button--primary').click();
  await expect(page.getByText('Заявление подано, вас ждут в УГНС')).toBeVisible();
}

const fold = (page: Page) => page.locator('#withdraw > summary');
const confirm = (page: Page) => page.getByRole('button', { name: 'Да, отозвать' });

for (const javaScriptEnabled of [true, false]) {
  test.describe(javaScriptEnabled ? 'with JavaScript' : 'without JavaScript', () => {
    test.use({ javaScriptEnabled });

    test('the holder of INN and code withdraws the application, once asked again', async ({
      page,
      newVisitor,
      person,
    }) => {
      const code = await file(await newVisitor(), person);
      const inspector = await newVisitor();
      await enterOffice(inspector, BAKIROVA);
      const address = await openPlainly(inspector, person, code);
      await find(page, person, code, javaScriptEnabled);
      await expect(confirm(page)).toBeHidden();
      await fold(page).click();
      await expect(page.locator('#withdraw')).toContainText('Отменить это нельзя');
      await confirm(page).click();
      await expect(page.getByText('Заявление отозвано')).toBeVisible();
      await expect(page.locator('.status__office')).toHaveCount(0);
      await expect(fold(page)).toHaveCount(0);
      await page.reload();
      await expect(page.getByText('Заявление отозвано')).toBeVisible();

      const seen = await inspector.get(address);
      const text = await seen.text();
      expect(text).toContain('Заявитель отозвал заявление.');
      expect(text).toContain('Отозвано');
    });

    test('who comes after the inspector is told', async ({ page, newVisitor, person }) => {
      const code = await file(await newVisitor(), person);
      await find(page, person, code, javaScriptEnabled);
      const inspector = await newVisitor();
      await enterOffice(inspector, BAKIROVA);
      const address = await openPlainly(inspector, person, code);
      await move(inspector, address, 'accept', TICKED);
      await fold(page).click();
      await confirm(page).click();
      await expect(page.locator('.error-summary')).toContainText('Заявление уже изменилось');
      await expect(page.getByText('Заявление принято, готовится решение')).toBeVisible();
      await expect(fold(page)).toHaveCount(0);
    });

    test('who has closed it in another window is told to open it again', async ({ page, newVisitor, person }) => {
      const code = await file(await newVisitor(), person);
      await find(page, person, code, javaScriptEnabled);
      await page.context().clearCookies({ name: '__Host-application' });
      await fold(page).click();
      await confirm(page).click();
      await expect(page.locator('.error-summary')).toContainText('Откройте его снова по ИНН и коду');
      await expect(page.locator('#code')).toBeVisible();
    });
  });
}

test('another application of the same INN knows nothing of it', async ({ page, newVisitor, person }) => {
  const first = await file(await newVisitor(), person);
  const second = await file(await newVisitor(), person);
  await find(page, person, first, true);
  await fold(page).click();
  await confirm(page).click();
  await expect(page.getByText('Заявление отозвано')).toBeVisible();
  await page.context().clearCookies({ name: '__Host-application' });
  await find(page, person, second, true);
});

test('nobody withdraws from another site, or without the pass', async ({ newVisitor, person }) => {
  const holder = await newVisitor();
  await file(holder, person);
  const foreign = await holder.post('/application/withdraw', { headers: { 'Sec-Fetch-Site': 'cross-site' } });
  expect(foreign.status()).toBe(403);
  const stranger = await newVisitor();
  const refused = await stranger.post('/application/withdraw');
  expect(refused.status()).toBe(422);
  expect(await (await holder.get('/application')).text()).not.toContain('Заявление отозвано');
});

test('by the keyboard, and the focus goes to what has changed', async ({ page, newVisitor, person }) => {
  const code = await file(await newVisitor(), person);
  await find(page, person, code, true);
  await fold(page).focus();
  await page.keyboard.press('Enter');
  await page.keyboard.press('Tab');
  await expect(confirm(page)).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(page.getByText('Заявление отозвано')).toBeVisible();
  await expect(page.locator('.status')).toBeFocused();
});
