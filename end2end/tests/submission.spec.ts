import type { Page } from '@playwright/test';
import { call, expect, test } from '../support/fixtures.ts';
import { holdHydration, hydrated, open } from '../support/hydration.ts';
import { enterOffice } from '../support/office.ts';
import { newPerson, newStaff } from '../support/people.ts';
import { PHONE, codeIn, confirmation, fillRegistration, registrationForm, submitOf } from '../support/registration.ts';
import { ABSENT_INN } from '../support/words.ts';

const summary = (page: Page) => page.locator('.error-summary');

/** «Поиск» without scripts needs its own post; hydrated, it asks without a reload. */
test('sending reloads nothing, and nothing typed is in the address', async ({ page, person }) => {
  const addresses: string[] = [];
  page.on('request', (request) => addresses.push(decodeURIComponent(request.url())));
  await open(page, '/registration');
  await page.evaluate(() => {
    document.documentElement.dataset.kept = 'yes';
  });
  await fillRegistration(page, person);
  await submitOf(page).click();
  await expect(confirmation(page)).toBeVisible();
  await expect(page.locator('html')).toHaveAttribute('data-kept', 'yes');
  expect(new URL(page.url()).pathname + new URL(page.url()).search).toBe('/application');
  const typed = [person.inn, person.passport, person.password, person.name, PHONE, PHONE.replaceAll(/\D/g, '')];
  for (const address of addresses) for (const text of typed) expect(address).not.toContain(text);
});

test('a server out of reach loses nothing: the second try works', async ({ page, person }) => {
  await open(page, '/registration');
  await fillRegistration(page, person);
  await page.route('**/api/registration/register', (route) => route.abort());
  await submitOf(page).click();
  await expect(summary(page)).toContainText('Нет связи с сервером');
  await expect(page.locator('#inn')).toHaveValue(person.inn);
  await expect(page.locator('#passport')).toHaveValue(person.passport);
  await expect(page.locator('#phone')).toHaveValue(PHONE);
  await expect(page.locator('#password')).toHaveValue(person.password);
  await expect(page.locator('#password_repeated')).toHaveValue(person.password);
  await page.unroute('**/api/registration/register');
  await submitOf(page).click();
  await expect(confirmation(page)).toBeVisible();
});

test('a server that answers with a gateway’s page loses nothing either', async ({ page, person }) => {
  await open(page, '/registration');
  await fillRegistration(page, person);
  const gateway = { status: 502, contentType: 'text/html', body: '<h1>Bad Gateway</h1>' };
  await page.route('**/api/registration/register', (route) => route.fulfill(gateway), { times: 1 });
  await submitOf(page).click();
  await expect(summary(page)).toContainText('Сервис сейчас не отвечает');
  await expect(page.locator('#password')).toHaveValue(person.password);
});

test('a repeated click makes one application', async ({ page, newVisitor }) => {
  const staff = newStaff('047');
  const person = newPerson({ office: '047' });
  await open(page, '/registration');
  await fillRegistration(page, person);
  await submitOf(page).dblclick();
  await expect(confirmation(page)).toBeVisible();
  const inspector = await newVisitor();
  await enterOffice(inspector, staff);
  const queue = await (await inspector.get('/office')).text();
  expect(queue.match(/id="row-/g)).toHaveLength(1);
});

test.describe('before the WASM has loaded', () => {
  test('what is typed survives the hydration', async ({ page, person }) => {
    const letGo = await holdHydration(page);
    await page.goto('/registration');
    await fillRegistration(page, person);
    await expect(page.locator('html')).not.toHaveAttribute('data-hydrated');
    letGo();
    await hydrated(page);
    await expect(page.locator('#inn')).toHaveValue(person.inn);
    await expect(page.locator('#password')).toHaveValue(person.password);
    await expect(page.locator('#inn-counter [aria-hidden]')).toHaveText('14/14');
    await expect(page.locator('#registry-inn .registry__value').nth(1)).toHaveText(person.name);
    await submitOf(page).click();
    await expect(confirmation(page)).toBeVisible();
  });

  test('the form can be sent', async ({ page, person }) => {
    await holdHydration(page);
    await page.goto('/registration');
    await fillRegistration(page, person);
    await submitOf(page).click();
    await expect(confirmation(page)).toBeVisible();
  });
});

test('the same form posted twice is one application, other content another', async ({ newVisitor, person }) => {
  const visitor = await newVisitor();
  const page = await (await visitor.get('/registration')).text();
  const submission = /name="submission"[^>]*value="([^"]+)"/.exec(page)?.[1] ?? '';
  expect(submission).not.toBe('');
  const post = async (changed: Partial<Record<string, string>> = {}) => {
    const form = { ...registrationForm(person), submission, ...changed } as Record<string, string>;
    return codeIn(await (await visitor.post('/registration', { form })).text());
  };
  const first = await post();
  expect(await post()).toBe(first);
  expect(await post({ phone: '0700 765 432' })).not.toBe(first);
});

test('the server repeats every check for a client that skips them', async ({ newVisitor, person }) => {
  const visitor = await newVisitor();

  const wrong: [string, string, string][] = [
    ['subject_kind', 'nobody', 'subject_kind'],
    ['subject_kind', 'legal_entity', 'organisation_inn'],
    ['inn', person.inn.slice(1), 'inn'],
    ['inn', ABSENT_INN, 'inn'],
    ['passport', '1234567', 'passport'],
    ['phone', 'нет', 'phone'],
    ['email', '@', 'email'],
    ['password', 'short', 'password'],
    ['password', person.inn, 'password'],
    ['password', `x ${person.passport.slice(2)} x`, 'password'],
    ['password', 'мой сыргаков пароль', 'password'],
    ['password_repeated', 'иначе', 'password_repeated'],
  ];
  for (const [field, value, place] of wrong) {
    const answer = await call(visitor, '/api/registration/register', {
      form: { ...registrationForm(person), [field]: value },
    });
    expect(answer.status(), `${field} = ${value}`).toBe(422);
    const { validation } = (await answer.json()) as { validation: [string, unknown][] };
    expect(validation.map(([at]) => at)).toContain(place);
  }
});

const NAUGHTY = [
  '',
  ' ',
  'undefined',
  'null',
  "'; DROP TABLE access_application; --",
  '<script>alert(1)</script>',
  '</script><script>alert(1)</script>',
  '"><img src=x onerror=alert(1)>',
  '{{7*7}} ${7*7} %{7*7}',
  '../../../../etc/passwd',
  '%00 %0d%0aSet-Cookie:x',
  '\u0000\u0001\u0007',
  '\ufeff\u200b\u200e\u202e',
  '１２３４５６７８９０１２３４',
  '٢٠١٠١١٩٩٠٠٠٠١٣',
  '𝟚𝟘𝟙𝟘𝟙𝟙𝟡𝟡𝟘𝟘𝟘𝟘𝟙𝟛',
  '👩‍👩‍👧‍👦🇰🇬',
  'ң ө ү Ң Ө Ү',
  'Z̮̞̠͙͔ͅḀ̗̞͈̻̗Ḷ͙͎̯̹̞͓G̻O̭̗̮',
  '9'.repeat(2000),
  '-1e400',
  'NaN',
  'a'.repeat(129),
];

test('the naughtiest strings in every field get a clear error and no fault of ours', async ({ newVisitor, person }) => {
  for (const field of ['subject_kind', 'inn', 'passport', 'phone', 'email', 'submission']) {
    const visitor = await newVisitor();
    for (const value of NAUGHTY) {
      // one other field is always wrong, so that nothing is filed
      const form = { ...registrationForm(person), password_repeated: 'иначе', [field]: value };
      const answer = await visitor.post('/registration', { form });
      expect([422, 429], `${field} = ${value.slice(0, 40)}`).toContain(answer.status());
      const html = await answer.text();
      expect(html).not.toContain('<script>alert(1)');
      expect(html).not.toContain('<img src=x');
    }
  }
  const visitor = await newVisitor();
  for (const value of NAUGHTY) {
    const form = { ...registrationForm(person), inn: ABSENT_INN, password: value, password_repeated: value };
    const answer = await visitor.post('/registration', { form });
    expect([422, 429], `password = ${value.slice(0, 40)}`).toContain(answer.status());
  }
});
