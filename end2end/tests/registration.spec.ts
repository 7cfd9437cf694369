import type { Page } from '@playwright/test';
import { call, expect, test } from '../support/fixtures.ts';
import { arrive, holdHydration, hydrated, open } from '../support/hydration.ts';
import { enterOffice } from '../support/office.ts';
import { newPerson, newStaff } from '../support/people.ts';
import {
  PHONE,
  codeIn,
  confirmation,
  fillRegistration,
  register,
  registrationForm,
  submitOf,
} from '../support/registration.ts';
import { ABSENT_INN, LANGUAGES } from '../support/words.ts';

const MANDATORY = ['inn', 'passport', 'phone', 'password', 'password_repeated'];

const error = (page: Page, field: string) => page.locator(`#${field}-error`);
const summary = (page: Page) => page.locator('.error-summary');

/** «Поиск» without scripts needs its own post; hydrated, it asks without a reload. */
const search = (page: Page) => page.locator('button[name=action][value=look_up]');

for (const { code, locale, messages } of LANGUAGES) {
  test.describe(`in ${code}`, () => {
    test.use({ locale });

    for (const javaScriptEnabled of [true, false]) {
      test.describe(javaScriptEnabled ? 'with JavaScript' : 'without JavaScript', () => {
        test.use({ javaScriptEnabled });

        test('an empty form names every mandatory field, beside it and at the top', async ({ page }) => {
          await arrive(page, '/registration', javaScriptEnabled);
          await submitOf(page).click();
          for (const field of MANDATORY) await expect(error(page, field)).toContainText(messages.required);
          await expect(error(page, 'email')).toBeEmpty();
          await expect(summary(page).getByRole('link')).toHaveCount(MANDATORY.length);
          for (const field of MANDATORY) {
            await expect(summary(page).locator(`a[href="#${field}"]`)).toContainText(messages.required);
          }
        });

        test('short INN, short password, different passwords', async ({ page }) => {
          await arrive(page, '/registration', javaScriptEnabled);
          await page.locator('#inn').fill('1234567');
          await page.locator('#passport').fill('ID1234567');
          await page.locator('#phone').fill(PHONE);
          await page.locator('#password').fill('kymyz 7');
          await page.locator('#password_repeated').fill('kymyz 8');
          await submitOf(page).click();
          await expect(error(page, 'inn')).toContainText(messages.shortInn);
          await expect(error(page, 'password')).toContainText(messages.shortPassword);
          await expect(error(page, 'password_repeated')).toContainText(messages.passwordsDiffer);
          await expect(summary(page).getByRole('link')).toHaveCount(3);
        });

        test('somebody who is no taxpayer is told so, and what to do', async ({ page }) => {
          await arrive(page, '/registration', javaScriptEnabled);
          await page.locator('#inn').fill(ABSENT_INN);
          await search(page).click();
          await expect(error(page, 'inn')).toContainText(messages.notTaxpayer);
          await expect(page.locator('.registry__advice')).toContainText('116');
          await expect(page.locator('#inn')).toHaveValue(ABSENT_INN);
        });

        test('a common password is refused with the reason', async ({ page, person }) => {
          await arrive(page, '/registration', javaScriptEnabled);
          await fillRegistration(page, { ...person, password: 'Qwerty1234' });
          await submitOf(page).click();
          await expect(error(page, 'password')).toContainText(messages.commonPassword);
        });

        test('the saved application is confirmed', async ({ page, person }) => {
          await arrive(page, '/registration', javaScriptEnabled);
          await fillRegistration(page, person);
          await submitOf(page).click();
          await expect(confirmation(page)).toContainText(messages.saved);
        });
      });
    }
  });
}

test.describe('hydrated', () => {
  test('entries of the summary lead to their fields', async ({ page }) => {
    await open(page, '/registration');
    await submitOf(page).click();
    await expect(summary(page)).toBeFocused();
    for (const field of MANDATORY) {
      await summary(page).locator(`a[href="#${field}"]`).click();
      await expect(page.locator(`#${field}`)).toBeFocused();
      await expect(page.locator(`#${field}`)).toHaveAttribute('aria-invalid', 'true');
      await expect(page.locator(`#${field}`)).toHaveAttribute('aria-describedby', new RegExp(`${field}-error`));
    }
    await expect(page).toHaveURL(/\/registration$/);
  });

  test('an error appears on leaving the field and vanishes as soon as the value is right', async ({ page, person }) => {
    await open(page, '/registration');
    const wrong: [string, string, string, string][] = [
      ['inn', '2010119900001', 'ИНН должен состоять из 14 цифр', person.inn],
      ['passport', 'паспорт', 'Укажите две латинские буквы серии', person.passport],
      ['phone', '12', 'Проверьте номер телефона', PHONE],
      ['email', 'aigul@', 'Проверьте адрес электронной почты', 'aigul@example.kg'],
      ['password', '12345678', 'Этот пароль легко подобрать', person.password],
      ['password_repeated', 'иначе', 'Пароли не совпадают', person.password],
    ];
    for (const [field, value, message, right] of wrong) {
      await page.locator(`#${field}`).fill(value);
      await expect(error(page, field), 'not while typing').toBeEmpty();
      await page.locator(`#${field}`).blur();
      await expect(error(page, field)).toContainText(message);
      await page.locator(`#${field}`).fill(right);
      await expect(error(page, field)).toBeEmpty();
    }
  });

  test('«Пароли не совпадают» vanishes whichever of the two is mended, and the summary with it', async ({
    page,
    person,
  }) => {
    await open(page, '/registration');
    await fillRegistration(page, person);
    await page.locator('#password').fill('sary-chelek tang');
    await submitOf(page).click();
    await expect(error(page, 'password_repeated')).toContainText('Пароли не совпадают');
    await expect(summary(page)).toBeVisible();
    await page.locator('#password').fill(person.password);
    await expect(error(page, 'password_repeated')).toBeEmpty();
    await expect(summary(page)).toHaveCount(0);
  });

  test('the INN is counted, pasted with any separators, and never corrected', async ({ page, person }) => {
    await open(page, '/registration');
    const counter = page.locator('#inn-counter [aria-hidden]');
    await expect(counter).toHaveText('0/14');
    await page.locator('#inn').pressSequentially('20101');
    await expect(counter).toHaveText('5/14');
    const { inn } = person;
    for (const separator of [' ', '\u00a0', '-', '\u2009', '–']) {
      await page
        .locator('#inn')
        .fill([inn.slice(0, 1), inn.slice(1, 5), inn.slice(5, 9), inn.slice(9)].join(separator));
      await expect(counter).toHaveText('14/14');
      await page.locator('#inn').blur();
      await expect(page.locator('#inn')).toHaveValue(inn);
    }
    await expect(page.locator('#inn')).toHaveAttribute('inputmode', 'numeric');
  });

  test('the look-up is masked until the passport matches', async ({ page, person }) => {
    await open(page, '/registration');
    const values = page.locator('.registry__value');
    await page.locator('#inn').fill(person.inn);
    await search(page).click();
    await expect(values).toHaveText(['001 - Октябрьский р-н', 'Сыргаков Н*** Ж***', 'г. Бишкек, …']);
    await page.locator('#passport').fill('AN0000001');
    await page.locator('#phone').focus();
    await expect(values.nth(1)).toHaveText('Сыргаков Н*** Ж***');
    await page.locator('#passport').fill(person.passport);
    await expect(values).toHaveText(['001 - Октябрьский р-н', person.name, person.address]);
    await expect(page.locator('body')).not.toContainText('****');
  });

  test('a password is shown on demand, and hidden again when the form is sent', async ({ page }) => {
    await open(page, '/registration');
    const password = page.locator('#password');
    await password.fill('боз үй');
    await page.getByRole('button', { name: 'Показать пароль' }).first().click();
    await expect(password).toHaveAttribute('type', 'text');
    await submitOf(page).click();
    await expect(password).toHaveAttribute('type', 'password');
    await expect(password).toHaveValue('боз үй');
  });

  test('«Требования к паролю» unfold, and the strength is told while typing', async ({ page }) => {
    await open(page, '/registration');
    await page.getByText('Требования к паролю').click();
    await expect(page.getByText('От 8 до 128 символов')).toBeVisible();
    await page.locator('#password').fill('абв');
    await expect(page.locator('#password-strength')).toContainText('слабая');
    await page.locator('#password').fill('четыре слова про горное озеро');
    await expect(page.locator('#password-strength')).toContainText(/хорошая|высокая/);
  });

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
    const typed = [person.inn, person.passport, person.password, person.name, '555'];
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

  test('an INN whose check digit does not fit is doubted, never refused', async ({ page }) => {
    const person = newPerson({ doubtfulInn: true });
    await open(page, '/registration');
    await fillRegistration(page, person);
    await expect(page.locator('#inn-doubt')).toContainText('Проверьте ИНН: похоже, в номере опечатка');
    await submitOf(page).click();
    await expect(confirmation(page)).toBeVisible();
  });

  test('the whole form by keyboard alone', async ({ page, person }) => {
    await open(page, '/registration');
    const reach = async (id: string) => {
      await expect(async () => {
        await page.keyboard.press('Tab');
        await expect(page.locator(`#${id}`)).toBeFocused({ timeout: 50 });
      }).toPass({ intervals: [0] });
    };
    await reach('inn');
    await page.keyboard.type(person.inn);
    await page.keyboard.press('Enter');
    await expect(page.locator('.registry__value').nth(1)).toContainText('Сыргаков');
    await reach('passport');
    await page.keyboard.type(person.passport);
    await reach('phone');
    await page.keyboard.type(PHONE);
    await reach('password');
    await page.keyboard.type(person.password);
    await reach('password_repeated');
    await page.keyboard.type(person.password);
    await page.keyboard.press('Enter');
    await expect(confirmation(page)).toBeVisible();
  });
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
    await expect(page.locator('.registry__value').nth(1)).toHaveText(person.name);
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

test.describe('without JavaScript', () => {
  test.use({ javaScriptEnabled: false });

  test('«Поиск» shows the registry’s answer and keeps what was typed', async ({ page, person }) => {
    await page.goto('/registration');
    await page.locator('#inn').fill(person.inn);
    await page.locator('#phone').fill(PHONE);
    await search(page).click();
    await expect(page.locator('.registry__value').nth(1)).toHaveText('Сыргаков Н*** Ж***');
    await expect(page.locator('#phone')).toHaveValue(PHONE);
    await page.locator('#passport').fill(person.passport);
    await search(page).click();
    await expect(page.locator('.registry__value').nth(1)).toHaveText(person.name);
    await expect(page.locator('.registry__value').nth(2)).toHaveText(person.address);
  });

  test('everything typed comes back with an error, but for the passwords', async ({ page, person }) => {
    await page.goto('/registration');
    await fillRegistration(page, person);
    await page.locator('#email').fill('не почта');
    const [answer] = await Promise.all([
      page.waitForResponse((response) => response.request().method() === 'POST'),
      submitOf(page).click(),
    ]);
    expect(answer.status()).toBe(422);
    expect(await answer.text()).not.toContain(person.password);
    await expect(error(page, 'email')).toContainText('Проверьте адрес электронной почты');
    await expect(page.locator('#inn')).toHaveValue(person.inn);
    await expect(page.locator('#passport')).toHaveValue(person.passport);
    await expect(page.locator('#phone')).toHaveValue(PHONE);
    await expect(page.locator('#email')).toHaveValue('не почта');
    for (const field of ['#password', '#password_repeated']) {
      await expect(page.locator(field)).toHaveValue('');
      await expect(page.locator(field)).not.toHaveAttribute('value');
    }
    await expect(page.getByRole('button', { name: 'Показать пароль' })).toBeHidden();
  });

  test('the language changes and what was typed stays', async ({ page, person }) => {
    await page.goto('/registration');
    await fillRegistration(page, person);
    await page.getByRole('button', { name: 'Кыргызча' }).click();
    await expect(page.locator('html')).toHaveAttribute('lang', 'ky');
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('Каттоо');
    await expect(page.locator('#inn')).toHaveValue(person.inn);
    await expect(page.locator('#passport')).toHaveValue(person.passport);
    await expect(page.locator('#password')).toHaveValue('');
    await expect(summary(page)).toHaveCount(0);
  });

  test('Enter in a field sends the form, not another language', async ({ page, person }) => {
    await page.goto('/registration');
    await fillRegistration(page, person);
    await page.locator('#password_repeated').press('Enter');
    await expect(page.locator('html')).toHaveAttribute('lang', 'ru');
    await expect(confirmation(page)).toBeVisible();
  });
});

test('who pays VAT is told that a password is not for them, before and after «Поиск»', async ({ page }) => {
  const person = newPerson({ vatPayer: true });
  await open(page, '/registration');
  await page.locator('#inn').fill(person.inn);
  await search(page).click();
  await expect(error(page, 'inn')).toContainText('Плательщикам НДС доступ по паролю не предоставляется');
  await expect(page.locator('.registry__advice')).toContainText('вход по электронной подписи');
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
    ['subject_kind', 'legal_entity', 'subject_kind'],
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
