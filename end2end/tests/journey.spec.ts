// From the first click to the first sign-in, told once and gone three ways.
import type { BrowserContextOptions } from '@playwright/test';
import { expect, test } from '../support/fixtures.ts';
import { settled } from '../support/hydration.ts';
import { CHECKS, signInStaff } from '../support/office.ts';
import { wordsOf } from '../support/pdf.ts';
import { BAKIROVA } from '../support/people.ts';
import { codeIn, confirmation, fillRegistration, grouped, submitOf } from '../support/registration.ts';
import { note } from '../support/secrets.ts';
import { expectSignedIn, signIn } from '../support/sign_in.ts';
import { MESSAGES, type Messages } from '../support/words.ts';

interface Way {
  name: string;
  scripted: boolean;
  lang: 'ru' | 'ky';
  messages: Messages;
  options: BrowserContextOptions;
}

const WAYS: Way[] = [
  {
    name: 'in Russian at a desktop',
    scripted: true,
    lang: 'ru',
    messages: MESSAGES.ru,
    options: { locale: 'ru-RU', viewport: { width: 1280, height: 720 } },
  },
  {
    name: 'in Kyrgyz on a phone of 360 px',
    scripted: true,
    lang: 'ky',
    messages: MESSAGES.ky,
    options: { locale: 'ky-KG', viewport: { width: 360, height: 740 }, hasTouch: true, isMobile: true },
  },
  {
    name: 'with JavaScript off',
    scripted: false,
    lang: 'ru',
    messages: MESSAGES.ru,
    options: { javaScriptEnabled: false },
  },
];

for (const { name, scripted, lang, messages, options } of WAYS) {
  test(`the whole journey ${name}`, async ({ newPage, person }) => {
    const citizen = await newPage(options);
    const inspector = await newPage(options);
    let code = '';
    let login = '';

    await test.step('the first page leads to the registration', async () => {
      await citizen.goto('/');
      await settled(citizen, scripted);
      await expect(citizen.locator('html')).toHaveAttribute('lang', lang);
      await citizen.locator('.home__hero a[href="/registration"]').click();
      await expect(citizen).toHaveURL(/\/registration$/);
    });

    await test.step('«Поиск» finds the person, masked', async () => {
      await settled(citizen, scripted);
      await citizen.locator('#inn').fill(person.inn);
      await citizen.locator('button[name=action][value=look_up]').click();
      await expect(citizen.locator('#registry-inn .registry__value').nth(1)).toHaveText(
        lang === 'ky' ? 'Сыргаков Н*** Ж*** у***' : 'Сыргаков Н*** Ж***',
      );
    });

    await test.step('an empty field is named, and nothing typed is lost', async () => {
      await submitOf(citizen).click();
      await expect(citizen.locator('#passport-error')).toContainText(messages.required);
      await expect(citizen.locator('#inn')).toHaveValue(person.inn);
    });

    await test.step('the application is saved', async () => {
      await fillRegistration(citizen, person);
      await submitOf(citizen).click();
      await expect(confirmation(citizen)).toContainText(messages.saved);
      code = codeIn(await citizen.locator('.code__text').innerText());
      await expect(citizen.locator('.status__office')).toContainText('001');
    });

    await test.step('it is printed', async () => {
      const answer = await citizen.request.get(`/application/paper.pdf?lang=${lang}`);
      const text = wordsOf(await answer.body());
      expect(text).toContain(grouped(code));
      expect(text).toContain(lang === 'ky' ? person.nameKy : person.name);
    });

    await test.step('its state is found again by INN and code', async () => {
      await citizen.locator('.status__close button').click();
      await citizen.locator('#inn').fill(person.inn);
      await citizen.locator('#code').fill(code);
      await citizen.locator('#page-form .button--primary').click();
      await expect(citizen.locator('.status__tag .tag--waiting')).toBeVisible();
    });

    await test.step('the inspector opens it by the paper', async () => {
      await signInStaff(inspector, BAKIROVA);
      await settled(inspector, scripted);
      await inspector.locator('#inn').fill(person.inn);
      await inspector.locator('#code').fill(code);
      await inspector.locator('.opening__actions button').click();
      // in the language of the inspector's account
      await expect(inspector.locator('.case__name')).toHaveText(person.name);
      await expect(inspector.locator('.comparison__row--differs')).toHaveCount(0);
    });

    await test.step('ticks the checks and accepts; the clock runs', async () => {
      for (const check of CHECKS) await inspector.locator(`#${check}`).check();
      await inspector.locator('#accept').click();
      await expect(inspector.locator('.case__clock .countdown--calm')).toBeVisible();
      await citizen.reload();
      await expect(citizen.locator('.status__tag .tag--active')).toBeVisible();
    });

    await test.step('grants, prints the decision with the login, hands it over', async () => {
      await inspector.locator('#grant > summary').click();
      await inspector.locator('#grant-confirm').click();
      await expect(inspector.locator('#print-decision')).toBeVisible();
      const address = (await inspector.locator('#print-decision').getAttribute('href')) ?? '';
      const text = wordsOf(await (await inspector.request.get(address)).body()).replaceAll(' ', '');
      login = new RegExp(`${person.inn}\\d{3}`).exec(text)?.[0] ?? '';
      expect(login, 'the login in the decision').toHaveLength(17);
      note(login);
      await inspector.locator('#deliver').click();
      await expect(inspector.locator('.case__marks .tag--good')).toBeVisible();
      await expect(inspector.locator('#deliver')).toHaveCount(0);
    });

    await test.step('the person signs in and stands in the cabinet', async () => {
      await citizen.reload();
      await citizen.locator('.status a[href="/sign-in"]').click();
      await expect(citizen).toHaveURL(/\/sign-in$/);
      await signIn(citizen, login, `${person.password}?`);
      await expect(citizen.locator('.error-summary')).toContainText(messages.wrongCredentials);
      await expect(async () => {
        await signIn(citizen, login, person.password);
        await expect(citizen).toHaveURL(/\/cabinet$/, { timeout: 1_500 });
      }).toPass();
      await expectSignedIn(citizen);
      await expect(citizen.locator('.cabinet__name')).toHaveText(lang === 'ky' ? person.nameKy : person.name);
      await expect(citizen.locator('.history__item')).not.toHaveCount(0);
    });

    await test.step('and leaves', async () => {
      await citizen.locator('.header__sign-out button').click();
      await expect(citizen).toHaveURL(/\/sign-in/);
      await citizen.goto('/cabinet');
      await expect(citizen).toHaveURL(/\/sign-in/);
    });
  });
}
