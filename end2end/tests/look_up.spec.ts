import type { Page } from '@playwright/test';
import { expect, test } from '../support/fixtures.ts';
import { open } from '../support/hydration.ts';
import { newPerson } from '../support/people.ts';
import {
  PHONE,
  confirmation,
  fillRegistration,
  register,
  registrationForm,
  submitOf,
} from '../support/registration.ts';

const error = (page: Page, field: string) => page.locator(`#${field}-error`);

/** «Поиск» without scripts needs its own post; hydrated, it asks without a reload. */
const search = (page: Page) => page.locator('button[name=action][value=look_up]');

test('the INN is counted, pasted with any separators, and never corrected', async ({ page, person }) => {
  await open(page, '/registration');
  const counter = page.locator('#inn-counter [aria-hidden]');
  await expect(counter).toHaveText('0/14');
  await page.locator('#inn').pressSequentially('20101');
  await expect(counter).toHaveText('5/14');
  const { inn } = person;
  for (const separator of [' ', '\u00a0', '-', '\u2009', '–']) {
    await page.locator('#inn').fill([inn.slice(0, 1), inn.slice(1, 5), inn.slice(5, 9), inn.slice(9)].join(separator));
    await expect(counter).toHaveText('14/14');
    await page.locator('#inn').blur();
    await expect(page.locator('#inn')).toHaveValue(inn);
  }
  await expect(page.locator('#inn')).toHaveAttribute('inputmode', 'numeric');
});

test('the look-up is masked until the passport matches', async ({ page, person }) => {
  await open(page, '/registration');
  // the line that only an organisation's person has is there, unseen
  const values = page.locator('#registry-inn .registry__value').filter({ visible: true });
  await page.locator('#inn').fill(person.inn);
  await search(page).click();
  const kind = 'Физическое лицо';
  await expect(values).toHaveText(['001 - Октябрьский р-н', 'Сыргаков Н*** Ж***', 'г. Бишкек, …', kind]);
  await page.locator('#passport').fill('AN0000001');
  await page.locator('#phone').focus();
  await expect(values.nth(1)).toHaveText('Сыргаков Н*** Ж***');
  await page.locator('#passport').fill(person.passport);
  await expect(values).toHaveText(['001 - Октябрьский р-н', person.name, person.address, kind]);
  await expect(page.locator('body')).not.toContainText('****');
});

test('an INN whose check digit does not fit is doubted, never refused', async ({ page }) => {
  const person = newPerson({ doubtfulInn: true });
  await open(page, '/registration');
  await fillRegistration(page, person);
  await expect(page.locator('#inn-doubt')).toContainText('Проверьте ИНН: похоже, в номере опечатка');
  await submitOf(page).click();
  await expect(confirmation(page)).toBeVisible();
});

test.describe('without JavaScript', () => {
  test.use({ javaScriptEnabled: false });

  test('«Поиск» shows the registry’s answer and keeps what was typed', async ({ page, person }) => {
    await page.goto('/registration');
    await page.locator('#inn').fill(person.inn);
    await page.locator('#phone').fill(PHONE);
    await search(page).click();
    await expect(page.locator('#registry-inn .registry__value').nth(1)).toHaveText('Сыргаков Н*** Ж***');
    await expect(page.locator('#phone')).toHaveValue(PHONE);
    await page.locator('#passport').fill(person.passport);
    await search(page).click();
    await expect(page.locator('#registry-inn .registry__value').nth(1)).toHaveText(person.name);
    await expect(page.locator('#registry-inn .registry__value').nth(2)).toHaveText(person.address);
  });
});

test('who pays VAT is told that a password is not for them, before and after «Поиск»', async ({ page }) => {
  const person = newPerson({ vatPayer: true });
  await open(page, '/registration');
  await page.locator('#inn').fill(person.inn);
  await search(page).click();
  await expect(error(page, 'inn')).toContainText('Плательщикам НДС доступ по паролю не предоставляется');
  await expect(page.locator('#registry-inn + .registry__advice')).toContainText('входа по электронной подписи');
  const answer = await page.request.post('/registration', {
    form: registrationForm(person),
    headers: { 'Sec-Fetch-Site': 'same-origin' },
  });
  expect(answer.status()).toBe(422);
  expect(await answer.text()).toContain('Плательщикам НДС');
});

test('a sole trader who pays no VAT may register', async ({ page }) => {
  await register(page, newPerson({ kind: 'sole_trader' }));
  await expect(page).toHaveURL(/\/application$/);
});
