import type { APIRequestContext, Page } from '@playwright/test';
import { call, expect, test } from '../support/fixtures.ts';
import { hydrated, settled } from '../support/hydration.ts';
import { gainAccess } from '../support/office.ts';
import { newPassword, newPerson } from '../support/people.ts';
import { enter, expectSignedIn, signIn } from '../support/sign_in.ts';

async function changePassword(page: Page, now: string, then: string): Promise<void> {
  await page.locator('.cabinet__fold > summary').click();
  await page.locator('#current_password').fill(now);
  await page.locator('#password').fill(then);
  await page.locator('#password_repeated').fill(then);
  await page.getByRole('button', { name: 'Сохранить пароль' }).click();
}

/** What a session gets that has ended, or never was. */
async function expectShut(visitor: APIRequestContext): Promise<void> {
  const answer = await visitor.get('/cabinet', { maxRedirects: 0 });
  expect([302, 303]).toContain(answer.status());
  expect(answer.headers()['location']).toContain('/sign-in');
}

for (const javaScriptEnabled of [true, false]) {
  test.describe(javaScriptEnabled ? 'with JavaScript' : 'without JavaScript', () => {
    test.use({ javaScriptEnabled });

    const come = async (page: Page, login: string, password: string) => {
      await signIn(page, login, password);
      await expectSignedIn(page);
      await settled(page, javaScriptEnabled);
    };

    test('a changed password ends the other sessions and opens the next ones', async ({ page, newVisitor, person }) => {
      const login = await gainAccess(newVisitor, person);
      const elsewhere = await newVisitor();
      await enter(elsewhere, login, person.password);
      await come(page, login, person.password);
      const changed = newPassword();
      await changePassword(page, person.password, changed);
      await expect(page.getByText('Пароль изменён. Остальные сеансы завершены.')).toBeVisible();
      await expectShut(elsewhere);
      await page.goto('/cabinet');
      await expectSignedIn(page);
      await enter(await newVisitor(), login, changed);
    });

    test('a wrong present password changes nothing', async ({ page, newVisitor, person }) => {
      const login = await gainAccess(newVisitor, person);
      await come(page, login, person.password);
      await changePassword(page, newPassword(), newPassword());
      await expect(page.locator('#current_password-error')).toContainText('Нынешний пароль указан неверно');
      await enter(await newVisitor(), login, person.password);
    });

    test('a new password that will not do is refused beside its field', async ({ page, newVisitor, person }) => {
      const login = await gainAccess(newVisitor, person);
      await come(page, login, person.password);
      await changePassword(page, person.password, login);
      await expect(page.locator('#password-error')).toContainText('не должно быть вашего');
      await expect(page.locator('.error-summary')).toContainText('Новый пароль:');
    });

    test('one session is ended by its owner', async ({ page, newVisitor, person }) => {
      const login = await gainAccess(newVisitor, person);
      await come(page, login, person.password);
      const elsewhere = await newVisitor();
      await enter(elsewhere, login, person.password);
      await page.reload();
      await settled(page, javaScriptEnabled);
      await expect(page.locator('.sessions__item')).toHaveCount(2);
      await expect(page.locator('.sessions__item').first()).toContainText('этот сеанс');
      await page.locator('.sessions__item').getByRole('button', { name: 'Завершить' }).click();
      await expect(page.getByText('Сеанс завершён.')).toBeVisible();
      await expect(page.locator('.sessions__item')).toHaveCount(1);
      await expectShut(elsewhere);
    });

    test('all others end at once', async ({ page, newVisitor, person }) => {
      const login = await gainAccess(newVisitor, person);
      const others = [await newVisitor(), await newVisitor()];
      for (const other of others) await enter(other, login, person.password);
      await come(page, login, person.password);
      await page.getByRole('button', { name: 'Завершить все остальные' }).click();
      await expect(page.getByText('Все остальные сеансы завершены.')).toBeVisible();
      for (const other of others) await expectShut(other);
      await expect(page.locator('.sessions__item')).toHaveCount(1);
    });
  });
}

test('the home says who they are and what has happened to their access', async ({ page, newVisitor, person }) => {
  const login = await gainAccess(newVisitor, person);
  const guesser = await newVisitor();
  await guesser.post('/sign-in', { form: { login, password: newPassword() } });
  await expect(async () => {
    await signIn(page, login, person.password);
    await expect(page).toHaveURL(/\/cabinet$/, { timeout: 1_500 });
  }).toPass();
  await expect(page.locator('.cabinet__name')).toHaveText(person.name);
  const facts = page.locator('.summary-list').first();
  await expect(facts).toContainText('001 - Октябрьский р-н');
  await expect(facts).toContainText(person.address);
  await expect(facts).toContainText('+996 555 123 456');
  const text = (await facts.innerText()).replaceAll(/\s/g, '');
  expect(text).toContain(person.inn);
  expect(text).toContain(login);
  const events = page.locator('.history__event');
  for (const event of [
    'Подано заявление о доступе',
    'Заявление принято в УГНС',
    'Доступ предоставлен',
    'Неудачная попытка входа',
    'Вход в кабинет',
  ]) {
    await expect(events.filter({ hasText: event }).first()).toBeVisible();
  }
});

test('numbers are grouped for the eye and copied without spaces', async ({ page, newVisitor, person }) => {
  const login = await gainAccess(newVisitor, person);
  await signIn(page, login, person.password);
  await expectSignedIn(page);
  const digits = page.locator('.digits').first();
  await expect(digits.locator('.digits__group')).toHaveCount(4);
  expect(await digits.evaluate((element) => element.textContent.trim())).toBe(person.inn);
});

test('somebody else’s session is nobody’s business', async ({ page, newVisitor, person }) => {
  const login = await gainAccess(newVisitor, person);
  await signIn(page, login, person.password);
  await expectSignedIn(page);

  const other = newPerson();
  const otherLogin = await gainAccess(newVisitor, other);
  const victim = await newVisitor();
  await enter(victim, otherLogin, other.password);
  const second = await newVisitor();
  await enter(second, otherLogin, other.password);
  const html = await (await victim.get('/cabinet')).text();
  const id = /name="session"[^>]*value="([0-9a-f-]{36})"/.exec(html)?.[1] ?? '';
  expect(id).not.toBe('');

  const plain = await page.request.post('/cabinet/sessions/end', {
    form: { session: id },
    headers: { 'Sec-Fetch-Site': 'same-origin' },
  });
  expect(plain.status()).toBe(404);
  const called = await call(page.request, '/api/cabinet/end_session', { session: id });
  expect(called.status()).toBe(404);
  expect((await second.get('/cabinet', { maxRedirects: 0 })).status()).toBe(200);
});

test('a session ended elsewhere shows itself at the next step', async ({ page, newVisitor, person }) => {
  const login = await gainAccess(newVisitor, person);
  await signIn(page, login, person.password);
  await expectSignedIn(page);
  await hydrated(page);
  const elsewhere = await newVisitor();
  await enter(elsewhere, login, person.password);
  await elsewhere.post('/cabinet/sessions/end-others', { form: {} });
  await changePassword(page, person.password, newPassword());
  await expect(page).toHaveURL(/\/sign-in/);
  await enter(await newVisitor(), login, person.password);
});
