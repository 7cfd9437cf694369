import { expect, test } from '../support/fixtures.ts';
import { arrive, holdHydration, hydrated, open } from '../support/hydration.ts';
import { gainAccess } from '../support/office.ts';
import { PHONE, fillRegistration } from '../support/registration.ts';
import { expectSignedIn, signIn } from '../support/sign_in.ts';

const TITLES = {
  '/': ['Доступ к кабинету налогоплательщика', 'Салык төлөөчүнүн кабинетине кирүү', 'Access to the taxpayer'],
  '/help': ['Помощь', 'Жардам', 'Help'],
  '/registration': ['Регистрация', 'Каттоо', 'Registration'],
  '/add-inn': ['Добавить ИНН', 'ИСН кошуу', 'Add an INN'],
  '/check-inn': ['Проверка ИНН', 'ИСНди текшерүү', 'Check an INN'],
  '/guides': ['Руководства', 'Колдонмолор', 'Guides'],
  '/guides/add-inn': ['Добавить ИНН и', 'ИСН кошуу жана', 'Adding an INN'],
  '/assistant': ['Помощник', 'Жардамчы', 'Assistant'],
  '/application': ['Состояние заявления', 'Арыздын абалы', 'Application status'],
  '/sign-in': ['Вход', 'Кирүү', 'Sign in'],
  '/office/sign-in': ['Вход для сотрудников', 'Кызматкерлер үчүн кирүү', 'Staff sign-in'],
  '/nowhere': ['Такой страницы нет', 'Мындай барак жок', 'There is no such page'],
} as const;

for (const [index, { lang, locale }] of [
  { lang: 'ru', locale: 'ru-RU' },
  { lang: 'ky', locale: 'ky-KG' },
  { lang: 'en', locale: 'en-GB' },
].entries()) {
  test.describe(`a browser that asks for ${lang}`, () => {
    test.use({ locale });

    test('gets every public page in it', async ({ page }) => {
      for (const [path, titles] of Object.entries(TITLES)) {
        await page.goto(path);
        await expect(page.locator('html')).toHaveAttribute('lang', lang);
        await expect(page.getByRole('heading', { level: 1 })).toContainText(titles[index] ?? '?');
        await expect(page).toHaveTitle(new RegExp(`^${titles[index] ?? '?'}`));
      }
    });
  });
}

test.describe('a browser that asks for a language we do not have', () => {
  test.use({ locale: 'de-DE' });

  test('gets Russian', async ({ page }) => {
    await page.goto('/');
    await expect(page.locator('html')).toHaveAttribute('lang', 'ru');
  });
});

for (const javaScriptEnabled of [true, false]) {
  test.describe(javaScriptEnabled ? 'with JavaScript' : 'without JavaScript', () => {
    test.use({ javaScriptEnabled });

    test('a page without a form changes its language in its place, and it lasts', async ({ page }) => {
      await arrive(page, '/help', javaScriptEnabled);
      await page.getByRole('button', { name: 'Кыргызча' }).click();
      await expect(page).toHaveURL(/\/help$/);
      await expect(page.getByRole('heading', { level: 1 })).toHaveText('Жардам');
      await expect(page.locator('.languages__button[aria-current]')).toHaveText('Кыргызча');
      await page.goto('/');
      await expect(page.locator('html')).toHaveAttribute('lang', 'ky');
      const cookie = (await page.context().cookies()).find(({ name }) => name === '__Host-language');
      expect(cookie?.value).toBe('ky');
      expect(cookie?.expires).toBeGreaterThan(Date.now() / 1000 + 86_400 * 300);
    });

    test('the registration keeps what was typed, but for the passwords', async ({ page, person }) => {
      await arrive(page, '/registration', javaScriptEnabled);
      await fillRegistration(page, person);
      await page.locator('#email').fill('aigul@example.kg');
      await page.getByRole('button', { name: 'English' }).click();
      await expect(page.locator('html')).toHaveAttribute('lang', 'en');
      await expect(page.locator('#inn')).toHaveValue(person.inn);
      await expect(page.locator('#passport')).toHaveValue(person.passport);
      await expect(page.locator('#phone')).toHaveValue(PHONE);
      await expect(page.locator('#email')).toHaveValue('aigul@example.kg');
      await expect(page.locator('#password')).toHaveValue('');
      await expect(page.locator('.error-summary')).toHaveCount(0);
      await expect(page.locator('#registry-inn .registry__value').nth(1)).toHaveText(person.name);
      expect(page.url()).toMatch(/\/registration$/);
    });

    test('the forms of the state and of the sign-in keep what was typed', async ({ page, person }) => {
      await arrive(page, '/application', javaScriptEnabled);
      await page.locator('#inn').fill(person.inn);
      await page.locator('#code').fill('K7QM-39');
      await page.getByRole('button', { name: 'Кыргызча' }).click();
      await expect(page.locator('html')).toHaveAttribute('lang', 'ky');
      await expect(page.locator('#inn')).toHaveValue(person.inn);
      await expect(page.locator('#code')).toHaveValue('K7QM-39');
      await arrive(page, '/sign-in', javaScriptEnabled);
      await page.locator('#login').fill('229072004');
      await page.locator('#password').fill(person.password);
      await page.locator('#remember').check();
      await page.getByRole('button', { name: 'Русский' }).click();
      await expect(page.locator('html')).toHaveAttribute('lang', 'ru');
      await expect(page.locator('#login')).toHaveValue('229072004');
      await expect(page.locator('#password')).toHaveValue('');
      await expect(page.locator('#remember')).toBeChecked();
    });
  });
}

test('the language changes while the WASM is still on its way', async ({ page, person }) => {
  const letGo = await holdHydration(page);
  await page.goto('/registration');
  await page.locator('#inn').fill(person.inn);
  await page.getByRole('button', { name: 'Кыргызча' }).click();
  await expect(page.locator('html')).toHaveAttribute('lang', 'ky');
  letGo();
  await hydrated(page);
  await expect(page.locator('#inn')).toHaveValue(person.inn);
});

test('the language survives in the account', async ({ page, newPage, newVisitor, person }) => {
  const login = await gainAccess(newVisitor, person);
  await signIn(page, login, person.password);
  await expectSignedIn(page);
  await hydrated(page);
  await page.getByRole('button', { name: 'Кыргызча' }).click();
  await expect(page.locator('.cabinet__name')).toHaveText(person.nameKy);
  const elsewhere = await newPage({ locale: 'en-GB' });
  await signIn(elsewhere, login, person.password);
  await expectSignedIn(elsewhere);
  await elsewhere.reload();
  await expect(elsewhere.locator('html')).toHaveAttribute('lang', 'ky');
});

test('dates are written as people there write them, in the time of Bishkek', async ({ page, newVisitor, person }) => {
  const login = await gainAccess(newVisitor, person);
  await signIn(page, login, person.password);
  await expectSignedIn(page);
  const moment = page.locator('.history__moment').first();
  await expect(moment).toHaveText(/^\d\d\.\d\d\.20\d\d \d\d:\d\d$/);
  const written = new Date((await moment.getAttribute('datetime')) ?? '');
  expect(Math.abs(Date.now() - written.getTime())).toBeLessThan(5 * 60_000);
  const hour = new Intl.DateTimeFormat('ru', { hour: '2-digit', timeZone: 'Asia/Bishkek' }).format(written);
  await expect(moment).toContainText(` ${hour.padStart(2, '0')}:`);
});

test('a language is asked for by a post of this site and leads back into it only', async ({ newVisitor }) => {
  const visitor = await newVisitor();
  for (const next of ['https://evil.example/', '//evil.example', '/\\evil.example', 'javascript:alert(1)', '']) {
    const answer = await visitor.post('/language', { form: { switch_language: 'ky', next }, maxRedirects: 0 });
    expect(answer.status()).toBe(303);
    expect(answer.headers()['location']).toBe('/');
  }
  const unknown = await visitor.post('/language', { form: { switch_language: 'tlh', next: '/help' }, maxRedirects: 0 });
  expect(unknown.headers()['set-cookie']).toBeUndefined();
});

test('the confirmation changes its language in its place', async ({ page, person }) => {
  await open(page, '/registration');
  await fillRegistration(page, person);
  await page.locator('#page-form .button--primary').click();
  await expect(page.locator('.panel__title')).toBeVisible();
  await page.getByRole('button', { name: 'Кыргызча' }).click();
  await expect(page.locator('.panel__title')).toContainText('Каттоого арыз сакталды');
});
