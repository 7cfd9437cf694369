// «Политика допуска»: an administrator changes who may have a password. Only farm holdings that pay VAT are ever touched
// here: no other test has one.
import type { Page } from '@playwright/test';
import { call, expect, test } from '../support/fixtures.ts';
import { arrive, settled } from '../support/hydration.ts';
import { enterOffice, signInStaff } from '../support/office.ts';
import { newPerson, newStaff } from '../support/people.ts';
import { registrationForm } from '../support/registration.ts';

// one policy for all: the tests take turns
test.describe.configure({ mode: 'serial' });

const WORDS = {
  ru: {
    title: 'Политика допуска',
    yes: 'Крестьянские (фермерские) хозяйства. В том числе плательщикам НДС — было: нельзя, стало: можно',
    no: 'Крестьянские (фермерские) хозяйства. В том числе плательщикам НДС — было: можно, стало: нельзя',
    saved: 'Политика изменена и уже действует',
    required: 'Поле является обязательным к заполнению',
    unchanged: 'Ничего не изменено',
  },
  ky: {
    title: 'Кирүүгө уруксат саясаты',
    yes: 'Дыйкан (фермер) чарбалары. Анын ичинде КНС төлөөчүлөргө — мурда: болбойт, эми: болот',
    no: 'Дыйкан (фермер) чарбалары. Анын ичинде КНС төлөөчүлөргө — мурда: болот, эми: болбойт',
    saved: 'Саясат өзгөртүлдү жана иштеп жатат',
    required: 'Бул талаа милдеттүү түрдө толтурулушу керек',
    unchanged: 'Эч нерсе өзгөргөн жок',
  },
} as const;

const PATH = '/administration/eligibility';
const box = (page: Page) => page.locator('#farm_vat_payer');
const button = (page: Page, action: string) => page.locator(`#page-form button[name=action][value=${action}]`);
const newest = (page: Page) => page.locator('.eligibility__event').first();

/** Ticks or unticks the box, and saves after having seen what that changes. */
async function change(page: Page, allowed: boolean, reason: string, told: string): Promise<void> {
  await box(page).setChecked(allowed);
  await page.locator('#reason').fill(reason);
  await button(page, 'preview').click();
  await expect(page.locator('#previewed')).toContainText(told);
  await expect(page.locator('#previewed')).toContainText(reason);
  await expect(page.locator('input[type=checkbox]'), 'nothing to tick between reading and saving').toHaveCount(0);
  await button(page, 'save').click();
}

for (const [code, locale] of [
  ['ru', 'ru-RU'],
  ['ky', 'ky-KG'],
] as const) {
  const words = WORDS[code];
  for (const javaScriptEnabled of [true, false]) {
    test(`${code}, ${javaScriptEnabled ? 'with' : 'without'} JavaScript: seen, changed, told, changed back`, async ({
      newPage,
      newVisitor,
    }) => {
      const page = await newPage({ locale, javaScriptEnabled });
      const administrator = newStaff('', 'administrator');
      await signInStaff(page, administrator);
      await expect(page).toHaveURL(/\/administration$/);
      await page.locator(`.languages__button[value=${code}]`).click();
      await page.locator(`html[lang=${code}] .languages__button[value=${code}][aria-current]`).waitFor();
      await page.getByRole('link', { name: words.title }).click();
      await settled(page, javaScriptEnabled);
      await expect(page.getByRole('heading', { level: 1 })).toHaveText(words.title);
      await expect(box(page)).not.toBeChecked();

      const farmer = newPerson({ kind: 'farm', vatPayer: true });
      const file = async () =>
        (
          await (await newVisitor()).post('/registration', { form: registrationForm(farmer), maxRedirects: 0 })
        ).status();
      expect(await file(), 'not yet').toBe(422);

      await button(page, 'preview').click();
      await expect(page.locator('.error-summary')).toContainText(words.required);
      await page.locator('#reason').fill('Приказ № 1 от 02.11.2026');
      await button(page, 'preview').click();
      await expect(page.locator('.error-summary')).toContainText(words.unchanged);
      await settled(page, javaScriptEnabled);

      const reason = `Приказ № ${farmer.inn.slice(-5)}: <b>фермеры</b>`;
      await change(page, true, reason, words.yes);
      await expect(page.getByRole('status').filter({ hasText: words.saved })).toBeVisible();
      await expect(newest(page)).toContainText(words.yes);
      await expect(newest(page)).toContainText(reason);
      await expect(newest(page)).toContainText(administrator.name);
      await expect(box(page)).toBeChecked();
      expect(await file(), 'at once').toBe(303);

      await settled(page, javaScriptEnabled);
      await change(page, false, 'Приказ отменён, всё как прежде', words.no);
      await expect(newest(page)).toContainText(words.no);
      expect(await file(), 'and back').toBe(422);
    });
  }
}

test('of two administrators the slower is shown what the quicker has changed', async ({ newPage }) => {
  const [quick, slow] = [await newPage(), await newPage()];
  for (const page of [quick, slow]) {
    await signInStaff(page, newStaff('', 'administrator'));
    await arrive(page, PATH, true);
  }
  await change(quick, true, 'Приказ № 31 от 03.11.2026', WORDS.ru.yes);
  await expect(newest(quick)).toContainText('Приказ № 31');
  await slow.locator('#farm_password').uncheck();
  await slow.locator('#reason').fill('Другой приказ, о том же');
  await button(slow, 'preview').click();
  await expect(slow.locator('.error-summary')).toContainText('Политику уже изменил другой администратор');
  await expect(newest(slow), 'as it stands now').toContainText('Приказ № 31');
  await expect(slow.locator('#farm_password')).toBeChecked();
  await expect(box(slow)).toBeChecked();
  await expect(slow.locator('#reason'), 'nothing typed is lost').toHaveValue('Другой приказ, о том же');
  await change(slow, false, 'Приказ № 32: всё как прежде', WORDS.ru.no);
  await expect(newest(slow)).toContainText('Приказ № 32');
});

test('back to the boxes keeps ticks and reason', async ({ newPage }) => {
  const page = await newPage();
  await signInStaff(page, newStaff('', 'administrator'));
  await arrive(page, PATH, true);
  await box(page).check();
  await page.locator('#reason').fill('Приказ № 77 от 04.11.2026');
  await button(page, 'preview').click();
  await button(page, 'edit').click();
  await expect(box(page)).toBeChecked();
  await expect(page.locator('#reason')).toHaveValue('Приказ № 77 от 04.11.2026');
  await page.reload();
  await expect(box(page), 'nothing was saved').not.toBeChecked();
});

test('a session that has ended leads to the door of staff', async ({ newPage }) => {
  const page = await newPage();
  await signInStaff(page, newStaff('', 'administrator'));
  await arrive(page, PATH, true);
  await page.context().clearCookies();
  await box(page).check();
  await page.locator('#reason').fill('Приказ № 78 от 05.11.2026');
  await button(page, 'preview').click();
  await expect(page).toHaveURL(/\/office\/sign-in/);
});

test('inspectors see a page that is not theirs, and the way on', async ({ inspector }) => {
  await arrive(inspector, PATH, true);
  await expect(inspector.getByRole('heading', { level: 1 })).toHaveText('Это страница администратора');
  await expect(inspector.locator('input[type=checkbox]')).toHaveCount(0);
});

test('programs are told of eligibility by the policy in force', async ({ newVisitor }) => {
  const trader = newPerson({ vatPayer: true });
  const program = await newVisitor();
  const answer = await program.post('/api/v1/look-ups', { data: { inn: trader.inn } });
  expect(await answer.json()).toMatchObject({ taxpayer: { eligible: false } });
});

test('a change is asked for by administrators only, whatever is sent', async ({ newVisitor }) => {
  const inspector = await newVisitor();
  await enterOffice(inspector, newStaff('001'));
  const form = { version: 1, reason: 'Попытка без роли администратора', farm_password: 'on' };
  for (const path of ['preview', 'change']) {
    expect((await call(inspector, `/api/eligibility/${path}`, { form })).status(), path).toBe(403);
    expect((await call(await newVisitor(), `/api/eligibility/${path}`, { form })).status(), path).toBe(401);
  }
});
