import type { Page } from '@playwright/test';
import { expect, test } from '../support/fixtures.ts';
import { arrive, open } from '../support/hydration.ts';
import { PHONE, confirmation, fillRegistration, submitOf } from '../support/registration.ts';
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
          await expect(page.locator('#registry-inn + .registry__advice').getByRole('button')).toHaveText(
            messages.addInn,
          );
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
    await expect(page.locator('#registry-inn .registry__value').nth(1)).toContainText('Сыргаков');
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

test.describe('without JavaScript', () => {
  test.use({ javaScriptEnabled: false });

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
