import type { Page } from '@playwright/test';
import { call, expect, test } from '../support/fixtures.ts';
import { hydrated, open, settled } from '../support/hydration.ts';
import { freshCode } from '../support/authenticator.ts';
import { TICKED, enterOffice, gainAccess, move, openCase, openPlainly, signInStaff } from '../support/office.ts';
import { BAKIROVA, KIM, newPassword, newPerson, newStaff } from '../support/people.ts';
import { file, grouped, paper } from '../support/registration.ts';
import { signIn } from '../support/sign_in.ts';

const summary = (page: Page) => page.locator('.error-summary');
const section = (page: Page, id: string) => page.locator(`section[aria-labelledby=${id}]`);

test('staff come in by their own door, and only by it', async ({ page, newVisitor, person }) => {
  await page.goto('/office/sign-in');
  await page.locator('#login').fill(`nobody-${person.inn.slice(9)}`);
  await page.locator('#password').fill(newPassword());
  await page.locator('#page-form .button--primary').click();
  await expect(summary(page)).toContainText('Неправильный логин или пароль');
  await expect(page.locator('#password')).not.toHaveAttribute('value');

  await signIn(page, BAKIROVA.userName, BAKIROVA.password);
  await expect(page.locator('#login-error')).not.toBeEmpty();

  const login = await gainAccess(newVisitor, person);
  const visitor = await newVisitor();
  const answer = await visitor.post('/office/sign-in', { form: { login, password: person.password } });
  expect(answer.status()).toBe(422);

  await signInStaff(page, BAKIROVA);
  await expect(page.locator('.office-identity')).toContainText(BAKIROVA.name);
  await expect(page.locator('.office-identity')).toContainText('001 - Октябрьский р-н');
});

test('a session of staff ends with the browser, also with «remember»', async ({ newVisitor }) => {
  const visitor = await newVisitor();
  const staff = newStaff('001');
  const password = { login: staff.userName, password: staff.password, remember: 'on' };
  const half = await visitor.post('/office/sign-in', { form: password, maxRedirects: 0 });
  expect(half.headers()['set-cookie'], 'a password alone opens nothing').not.toContain('__Host-session=');
  const code = await freshCode(staff.totp ?? '');
  const answer = await visitor.post('/office/sign-in', { form: { code, action: 'prove' }, maxRedirects: 0 });
  const cookies = answer.headersArray().filter(({ name }) => name.toLowerCase() === 'set-cookie');
  const session = cookies.find(({ value }) => value.startsWith('__Host-session='))?.value ?? '';
  expect(session).toContain('__Host-session=');
  expect(session).not.toMatch(/max-age|expires/i);
});

// offices of their own, where nobody else files
const MODES = [
  { javaScriptEnabled: true, offices: ['010', '011', '014'] },
  { javaScriptEnabled: false, offices: ['012', '013', '015'] },
] as const;

for (const { javaScriptEnabled, offices } of MODES) {
  test.describe(javaScriptEnabled ? 'with JavaScript' : 'without JavaScript', () => {
    test('the queue is the own office’s alone', async ({ atWork, newVisitor }) => {
      const [office, foreign] = offices;
      const own = newPerson({ office, name: 'Чотбаева Гүлнар Эркиновна' });
      const other = newPerson({ office: foreign, name: 'Мамытов Данияр Кадырович' });
      await file(await newVisitor(), own);
      await file(await newVisitor(), other);
      const page = await atWork(newStaff(office), { javaScriptEnabled });
      await expect(section(page, 'submitted').locator('.queue__link')).toHaveText([own.name]);
      await expect(page.locator('body')).not.toContainText(other.name);
    });

    test('a new office’s queue is empty and says what to do', async ({ atWork }) => {
      const page = await atWork(newStaff(offices[2]), { javaScriptEnabled });
      await expect(page.getByText('Решать нечего. Примите заявление: отсканируйте QR-код с бумаги.')).toBeVisible();
      await expect(page.getByText('Все решения вручены.')).toBeVisible();
      await expect(page.getByText('Поданных заявлений нет.')).toBeVisible();
    });

    test('a case is opened by INN and code typed from the paper', async ({ atWork, newVisitor, person }) => {
      const code = await file(await newVisitor(), person);
      const page = await atWork(BAKIROVA, { javaScriptEnabled });
      await page.locator('#inn').fill(person.inn);
      await page.locator('#code').fill(code);
      await page.locator('.opening__actions button').click();
      await expect(page).toHaveURL(/\/office\/applications\/[0-9a-f-]{36}$/);
      await expect(page.locator('.case__code')).toContainText(grouped(code));
    });

    test('what is wrong with INN or code is said', async ({ atWork, newVisitor, person }) => {
      const code = await file(await newVisitor(), person);
      const page = await atWork(BAKIROVA, { javaScriptEnabled });
      const ask = async (inn: string, text: string) => {
        await settled(page, javaScriptEnabled);
        await page.locator('#inn').fill(inn);
        await page.locator('#code').fill(text);
        await page.locator('.opening__actions button').click();
      };
      await ask('', '');
      await expect(page.locator('#inn-error')).toContainText('Поле является обязательным');
      await expect(page.locator('#code-error')).toContainText('Поле является обязательным');
      await ask(person.inn, 'K7QM39XT2VHP4A');
      await expect(page.locator('#code-error')).toContainText('В коде опечатка');
      await ask(newPerson().inn, code);
      await expect(summary(page)).toContainText('Заявления с таким ИНН и кодом нет');
    });

    test('another office’s application is told whose it is', async ({ atWork, newVisitor, person }) => {
      const code = await file(await newVisitor(), person);
      const page = await atWork(KIM, { javaScriptEnabled });
      await settled(page, javaScriptEnabled);
      await page.locator('#paper').fill(paper(person, code));
      await page.locator('#paper').press('Enter');
      await expect(summary(page)).toContainText('Это заявление другого УГНС: 001 - Октябрьский р-н');
      await expect(page).not.toHaveURL(/applications/);
    });
  });
}

test('what no paper bears is caught beside the field, and nothing is asked', async ({ inspector }) => {
  await hydrated(inspector);
  const asked: string[] = [];
  inspector.on('request', (request) => {
    if (request.url().includes('/api/office/open')) asked.push(request.url());
  });
  await inspector.locator('#inn').fill('123');
  await inspector.locator('#code').fill('K7QM39XT2VHP4A');
  await expect(inspector.locator('#inn-error')).toContainText('ИНН должен состоять из 14 цифр');
  await inspector.locator('.opening__actions button').click();
  await expect(inspector.locator('#code-error')).toContainText('В коде опечатка');
  await expect(summary(inspector)).toContainText('В коде опечатка');
  expect(asked).toEqual([]);
});

test('another office can’t act on it, whatever it posts', async ({ newVisitor, person }) => {
  const code = await file(await newVisitor(), person);
  const own = await newVisitor();
  await enterOffice(own, BAKIROVA);
  const address = await openPlainly(own, person, code);
  const id = address.split('/').at(-1) ?? '';

  const foreign = await newVisitor();
  await enterOffice(foreign, KIM);
  const page = await foreign.get(address);
  expect(page.status()).toBe(403);
  expect(await page.text()).toContain('001 - Октябрьский р-н');
  expect(await page.text()).not.toContain(person.name);
  for (const step of ['accept', 'grant', 'refuse', 'deliver'] as const) {
    const form = { version: '1', ground: 'identity_not_confirmed', ...TICKED };
    const posted = await foreign.post(`${address}/${step}`, { form });
    expect(posted.status(), step).toBe(403);
    const called = await call(foreign, `/api/office/${step}`, { form: { id, ...form, version: 1 } });
    expect(called.status(), step).toBe(403);
  }
  for (const file of ['application.pdf', 'decision.pdf']) {
    expect((await foreign.get(`${address}/${file}`)).status(), file).toBe(403);
  }
  expect((await move(own, address, 'accept', TICKED)).status()).toBe(200);
});

test('a scanner that types in the Cyrillic layout is understood', async ({ inspector, newVisitor, person }) => {
  const code = await file(await newVisitor(), person);
  await hydrated(inspector);
  const keys: Record<string, string> = { S: 'Ы', A: 'Ф', L: 'Д', Y: 'Н', K: 'Л', ':': 'Ж' };
  const typed = Array.from('SALYK:1:', (key) => keys[key] ?? key).join('');
  const latin = 'QWERTYUIOPASDFGHJKLZXCVBNM';
  const cyrillic = 'ЙЦУКЕНГШЩЗФЫВАПРОЛДЯЧСМИТЬ';
  const typedCode = Array.from(code, (key) => (latin.includes(key) ? cyrillic[latin.indexOf(key)] : key)).join('');
  await inspector.locator('#paper').fill(`${typed}${person.inn}Ж${typedCode}`);
  await inspector.locator('#paper').press('Enter');
  await expect(inspector.locator('.case__code')).toContainText(grouped(code));
});

test('the queue by keyboard alone', async ({ atWork, newVisitor }) => {
  const office = '016';
  const names = ['Алиева Жылдыз Маратовна', 'Исаков Болот Эсенович'];
  for (const name of names) await file(await newVisitor(), newPerson({ office, name }));
  const page = await atWork(newStaff(office));
  await hydrated(page);
  await expect(page.locator('#paper')).toBeFocused();
  await page.locator('#keys-title').focus();
  const rows = page.locator('.queue__link');
  await expect(rows).toHaveCount(2);
  await page.keyboard.press('j');
  await expect(rows.nth(0)).toBeFocused();
  await page.keyboard.press('j');
  await expect(rows.nth(1)).toBeFocused();
  await page.keyboard.press('k');
  await expect(rows.nth(0)).toBeFocused();
  await page.keyboard.press('/');
  await expect(page.locator('#paper')).toBeFocused();
  await page.keyboard.type('j');
  await expect(page.locator('#paper'), 'letters rest while one types').toHaveValue('j');
  await rows.nth(1).focus();
  await page.keyboard.press('Shift+Slash');
  await expect(page.locator('#keys')).toHaveAttribute('open');
  await expect(page.locator('#keys-on')).toBeFocused();
  await page.keyboard.press('Space');
  await expect(page.locator('.office')).toHaveAttribute('data-keys', 'off');
  await page.keyboard.press('Escape');
  await page.keyboard.press('j');
  await expect(rows.nth(0)).not.toBeFocused();
  const name = await rows.nth(0).innerText();
  await rows.nth(0).focus();
  await page.keyboard.press('Enter');
  await expect(page.locator('.case__name')).toHaveText(name);
});

test('the queue is kept fresh without a reload', async ({ newPage, newVisitor }) => {
  const office = '017';
  const page = await newPage();
  await page.clock.install();
  await signInStaff(page, newStaff(office));
  await expect(section(page, 'submitted').locator('.queue__link')).toHaveCount(0);
  await file(await newVisitor(), newPerson({ office }));
  await page.clock.fastForward('00:31');
  await expect(section(page, 'submitted').locator('.queue__link')).toHaveCount(1);
});

test('an administrator decides on nothing', async ({ newVisitor }) => {
  const visitor = await newVisitor();
  await enterOffice(visitor, newStaff('001', 'administrator'));
  const led = await visitor.get('/office', { maxRedirects: 0 });
  expect([led.status(), led.headers()['location']]).toEqual([302, '/administration']);
  expect((await call(visitor, '/api/office/queue', { query: {} })).status()).toBe(403);
});

test('nobody decides on their own application', async ({ newVisitor, person }) => {
  const code = await file(await newVisitor(), person);
  const visitor = await newVisitor();
  await enterOffice(visitor, newStaff('001', 'inspector', person.inn));
  const address = await openPlainly(visitor, person, code);
  const answer = await move(visitor, address, 'accept', TICKED);
  expect(answer.status()).toBe(403);
  expect(await answer.text()).toContain('Вы не можете решать по своему собственному заявлению');
});

test('the sign-out of staff ends their session', async ({ inspector }) => {
  const before = await inspector.context().cookies();
  await inspector.locator('.header__sign-out button').click();
  await expect(inspector).toHaveURL(/\/office\/sign-in/);
  await inspector.context().addCookies(before);
  await open(inspector, '/office');
  await expect(inspector).toHaveURL(/\/office\/sign-in/);
});

test('opening by the queue does not open by the paper', async ({ atWork, newVisitor }) => {
  const office = '018';
  const person = newPerson({ office });
  const code = await file(await newVisitor(), person);
  const page = await atWork(newStaff(office));
  await hydrated(page);
  await page.locator('.queue__link').click();
  await expect(page.getByText('Откройте заявление по бумаге')).toBeVisible();
  await expect(page.locator('#accept')).toHaveCount(0);
  await expect(page.locator('body')).not.toContainText(grouped(code));
  await page.locator('#paper').fill(paper(person, code));
  await page.locator('#paper').press('Enter');
  await expect(page.locator('#accept')).toBeVisible();
  await openCase(page, person, code);
  await expect(page.locator('.case__code')).toContainText(grouped(code));
});
