import type { Page } from '@playwright/test';
import { expect, test } from '../support/fixtures.ts';
import { hydrated, open } from '../support/hydration.ts';
import { enterOffice, gainAccess, grantPlainly, openPlainly, move, TICKED } from '../support/office.ts';
import { BAKIROVA, newPassword, newPerson } from '../support/people.ts';
import { file } from '../support/registration.ts';
import { enter, expectSignedIn, mistyped, signIn } from '../support/sign_in.ts';
import { LANGUAGES } from '../support/words.ts';

const summary = (page: Page) => page.locator('.error-summary');

/** A login that is well formed and that nobody has: of an INN in no registry, made by trying the last digit. */
async function unknownLogin(check: (login: string) => Promise<boolean>, inn: string): Promise<string> {
  for (let digit = 0; digit < 10; digit += 1) {
    const login = `${inn}42${String(digit)}`;
    if (await check(login)) return login;
  }
  throw new Error('one of ten check digits fits');
}

for (const { code, locale, messages } of LANGUAGES) {
  for (const javaScriptEnabled of [true, false]) {
    test.describe(`in ${code}, ${javaScriptEnabled ? 'with' : 'without'} JavaScript`, () => {
      test.use({ locale, javaScriptEnabled });

      test('a wrong password is told in the exact words', async ({ page, newVisitor, person }) => {
        const login = await gainAccess(newVisitor, person);
        await signIn(page, login, newPassword());
        await expect(summary(page)).toContainText(messages.wrongCredentials);
        await expect(page.locator('#login')).toHaveValue(login);
        await expect(page.locator('#password')).not.toHaveAttribute('value');
      });

      test('empty fields are named', async ({ page }) => {
        await page.goto('/sign-in');
        await page.locator('#page-form .button--primary').click();
        await expect(page.locator('#login-error')).toContainText(messages.required);
        await expect(page.locator('#password-error')).toContainText(messages.required);
      });
    });
  }
}

test('a wrong password and an unknown login read the same', async ({ newVisitor, person }) => {
  const login = await gainAccess(newVisitor, person);
  const stranger = newPerson();
  const visitor = await newVisitor();
  const attempt = (text: string) =>
    visitor.post('/sign-in', { form: { login: text, password: 'не тот пароль, что был' } });
  const unknown = await unknownLogin(async (text) => {
    const html = await (await attempt(text)).text();
    return html.includes('Неправильный логин или пароль');
  }, stranger.inn);

  // another visitor each, so that the counters of the address are alike
  const read = async (text: string) => {
    const answer = await (
      await newVisitor()
    ).post('/sign-in', { form: { login: text, password: 'не тот пароль, что был' } });
    const body = (await answer.text()).replaceAll(text, 'LOGIN').replaceAll(/nonce="?[\w+/=-]+"?/g, 'NONCE');
    const headers = { ...answer.headers() };
    const csp = headers['content-security-policy']?.replace(/'nonce-[^']+'/, 'NONCE');
    for (const own of ['x-request-id', 'date', 'content-length', 'content-security-policy']) {
      Reflect.deleteProperty(headers, own);
    }
    return { status: answer.status(), body, headers, csp };
  };
  expect(await read(login)).toEqual(await read(unknown));
});

test('a mistyped login is caught on the spot, and nothing is asked', async ({ page, newVisitor, person }) => {
  const login = await gainAccess(newVisitor, person);
  const asked: string[] = [];
  page.on('request', (request) => {
    if (request.url().includes('/api/sign_in')) asked.push(request.url());
  });
  await open(page, '/sign-in');
  await page.locator('#login').fill(mistyped(login));
  await page.locator('#password').fill(person.password);
  await expect(page.locator('#login-error')).toContainText('Сверьте все 17 цифр с решением УГНС');
  await page.locator('#page-form .button--primary').click();
  await expect(summary(page)).toContainText('В логине опечатка');
  expect(asked).toEqual([]);
  await page.locator('#login').fill(login.replace(/^(.)(.{4})(.{4})(.{5})/, '$1 $2 $3 $4 '));
  await page.locator('#page-form .button--primary').click();
  await expectSignedIn(page);
});

test('the login works only after the grant, with the password of that application and no other', async ({
  page,
  newVisitor,
  person,
}) => {
  const stranger = { ...person, passport: 'AN7654321', password: newPassword() };
  await file(await newVisitor(), stranger);
  const code = await file(await newVisitor(), person);
  await file(await newVisitor(), { ...stranger, password: newPassword() });
  const inspector = await newVisitor();
  await enterOffice(inspector, BAKIROVA);
  const login = await grantPlainly(inspector, person, code);
  await signIn(page, login, stranger.password);
  await expect(summary(page).locator('.error-summary__title')).toHaveText('Неправильный логин или пароль');
  await expect(async () => {
    await signIn(page, login, person.password);
    await expect(page).toHaveURL(/\/cabinet$/, { timeout: 1_500 });
  }).toPass();
});

test('before the grant no password of the INN opens anything', async ({ newVisitor, person }) => {
  const visitor = await newVisitor();
  const code = await file(visitor, person);
  const inspector = await newVisitor();
  await enterOffice(inspector, BAKIROVA);
  const address = await openPlainly(inspector, person, code);
  await move(inspector, address, 'accept', TICKED);
  const shut = await newVisitor();
  const answers = [];
  for (let number = 0; number < 30; number += 1) {
    const login = `${person.inn}${String(number * 7).padStart(3, '0')}`;
    answers.push(await shut.post('/sign-in', { form: { login, password: person.password } }));
  }
  for (const answer of answers) expect([422, 429]).toContain(answer.status());
  const home = await shut.get('/cabinet', { maxRedirects: 0 });
  expect(home.status()).toBeGreaterThanOrEqual(300);
});

test('after a failure even the right password has to wait, and then gets in', async ({ page, newVisitor, person }) => {
  const login = await gainAccess(newVisitor, person);
  const guesser = await newVisitor();
  const attempt = async (password: string) => (await guesser.post('/sign-in', { form: { login, password } })).text();
  // a machine that is slow just then lets the wait pass between the two
  await expect(async () => {
    const wrong = await attempt(newPassword());
    const right = await attempt(person.password);
    expect(wrong).toContain('Неправильный логин или пароль');
    expect(right, 'locked reads like wrong').toContain('Неправильный логин или пароль');
  }).toPass();
  await expect(async () => {
    await signIn(page, login, person.password);
    await expect(page).toHaveURL(/\/cabinet$/, { timeout: 1_500 });
  }).toPass();
});

test('a device that has signed in before is not locked out by others', async ({ page, newVisitor, person }) => {
  const login = await gainAccess(newVisitor, person);
  await signIn(page, login, person.password);
  await expectSignedIn(page);
  await page.locator('.header__sign-out button').click();
  await page.waitForURL('**/sign-in*');
  const guesser = await newVisitor();
  for (let guess = 0; guess < 5; guess += 1) {
    await guesser.post('/sign-in', { form: { login, password: newPassword() } });
  }
  await signIn(page, login, person.password);
  await expectSignedIn(page);
});

test('«Запомнить меня» outlives the browser, without it the session does not', async ({
  newPage,
  newVisitor,
  person,
}) => {
  const login = await gainAccess(newVisitor, person);
  const session = async (remember: boolean) => {
    const page = await newPage();
    await page.goto('/sign-in');
    await page.locator('#login').fill(login);
    await page.locator('#password').fill(person.password);
    await page.locator('#remember').setChecked(remember);
    await page.locator('#page-form .button--primary').click();
    await expectSignedIn(page);
    return (await page.context().cookies()).find(({ name }) => name === '__Host-session');
  };
  const remembered = await session(true);
  const days = ((remembered?.expires ?? 0) * 1000 - Date.now()) / 86_400_000;
  expect(days).toBeGreaterThan(29.9);
  expect(days).toBeLessThanOrEqual(30.1);
  expect((await session(false))?.expires).toBe(-1);
});

test('sign-out ends the session on the server: the old cookie opens nothing', async ({ page, newVisitor, person }) => {
  const login = await gainAccess(newVisitor, person);
  await signIn(page, login, person.password);
  await expectSignedIn(page);
  const before = await page.context().cookies();
  await page.locator('.header__sign-out button').click();
  await expect(page).toHaveURL(/\/sign-in/);
  expect((await page.context().cookies()).map(({ name }) => name)).not.toContain('__Host-session');
  await page.context().addCookies(before);
  await page.goto('/cabinet');
  await expect(page).toHaveURL(/\/sign-in/);
  await expect(page.getByText('Вы не вошли, или сеанс завершился')).toBeVisible();
});

test('each sign-in has a new token, and the one before it ends', async ({ newVisitor, person }) => {
  const login = await gainAccess(newVisitor, person);
  const visitor = await newVisitor();
  const token = async () =>
    (await visitor.storageState()).cookies.find(({ name }) => name === '__Host-session')?.value ?? '';
  await enter(visitor, login, person.password);
  const first = await token();
  await enter(visitor, login, person.password);
  expect(await token()).not.toBe(first);
  const thief = await newVisitor();
  const answer = await thief.get('/cabinet', { headers: { Cookie: `__Host-session=${first}` }, maxRedirects: 0 });
  expect(answer.status()).toBeGreaterThanOrEqual(300);
});

test('a password with «й» in two pieces is the same as with one', async ({ page, newVisitor }) => {
  const password = 'мой тихий зайчонок за рекой';
  const person = { ...newPerson(), password: password.normalize('NFD') };
  expect(person.password).not.toBe(password.normalize('NFC'));
  const login = await gainAccess(newVisitor, person);
  await signIn(page, login, password.normalize('NFC'));
  await expectSignedIn(page);
});

test('the whole sign-in by keyboard alone', async ({ page, newVisitor, person }) => {
  const login = await gainAccess(newVisitor, person);
  await open(page, '/sign-in');
  await page.locator('#login').focus();
  await page.keyboard.type(login);
  await page.keyboard.press('Tab');
  await page.keyboard.type(person.password);
  await page.keyboard.press('Enter');
  await expectSignedIn(page);
});

test('a connection cut in the middle keeps login and password', async ({ page, newVisitor, person }) => {
  const login = await gainAccess(newVisitor, person);
  await open(page, '/sign-in');
  await page.route('**/api/sign_in/**', (route) => route.abort(), { times: 1 });
  await page.locator('#login').fill(login);
  await page.locator('#password').fill(person.password);
  await page.locator('#page-form .button--primary').click();
  await expect(summary(page)).toContainText('Нет связи с сервером');
  await expect(page.locator('#password')).toHaveValue(person.password);
  await page.locator('#page-form .button--primary').click();
  await expectSignedIn(page);
});

test('the cabinet without a session leads to the sign-in, which says why', async ({ page }) => {
  await page.goto('/cabinet');
  await hydrated(page);
  await expect(page).toHaveURL(/\/sign-in/);
  await expect(page.getByText('Вы не вошли, или сеанс завершился')).toBeVisible();
});
