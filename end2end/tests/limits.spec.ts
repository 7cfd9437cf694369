// Deadlines and limits, as an administrator changes them. Only how long a case stays with an inspector is ever touched
// here: no other test waits for that.
import type { Page } from '@playwright/test';
import { expect, test } from '../support/fixtures.ts';
import { newStaff } from '../support/people.ts';

// one set of limits for all: the tests take turns
test.describe.configure({ mode: 'serial' });

const WORDS = {
  ru: {
    link: 'Сроки и лимиты',
    bounds: 'Введите число в указанных пределах',
    required: 'Поле является обязательным к заполнению',
    turn: (before: string, after: string) => `было ${before}, станет ${after}`,
    turned: (before: string, after: string) => `было ${before}, стало ${after}`,
    saved: 'Сроки и лимиты изменены и уже действуют',
  },
  ky: {
    link: 'Мөөнөттөр жана чектөөлөр',
    bounds: 'Көрсөтүлгөн чектеги санды жазыңыз',
    required: 'Бул талаа милдеттүү түрдө толтурулушу керек',
    turn: (before: string, after: string) => `мурда ${before}, эми ${after}`,
    turned: (before: string, after: string) => `мурда ${before}, андан кийин ${after}`,
    saved: 'Мөөнөттөр жана чектөөлөр өзгөртүлдү жана иштеп жатат',
  },
} as const;

const field = (page: Page) => page.locator('#claim_minutes');
const button = (page: Page, action: string) => page.locator(`#page-form button[name=action][value=${action}]`);
const newest = (page: Page) => page.locator('.eligibility__event').first();

for (const [code, javaScriptEnabled] of [
  ['ru', false],
  ['ky', true],
] as const) {
  const words = WORDS[code];

  test(`${code}, ${javaScriptEnabled ? 'with' : 'without'} JavaScript: wrong, seen, changed, told`, async ({
    atWork,
  }) => {
    const administrator = newStaff('', 'administrator');
    const page = await atWork(administrator, { javaScriptEnabled });
    await page.locator(`.languages__button[value=${code}]`).click();
    await page.locator(`html[lang=${code}] .languages__button[value=${code}][aria-current]`).waitFor();
    await page.getByRole('link', { name: words.link }).click();
    await expect(page.getByRole('heading', { level: 1 })).toHaveText(words.link);
    const before = await field(page).inputValue();
    const after = String(Number(before) + 1);

    await field(page).fill('9999');
    await button(page, 'preview').click();
    await expect(page.locator('.error-summary')).toContainText(words.bounds);
    await expect(page.locator('#claim_minutes-error')).toContainText(words.bounds);
    await expect(page.locator('#reason-error')).toContainText(words.required);
    await expect(field(page), 'nothing typed is lost').toHaveValue('9999');

    await field(page).fill(after);
    await page.locator('#reason').fill('Приказ № 41 от 02.11.2026: <b>очередь</b>');
    await button(page, 'preview').click();
    await expect(page.locator('#previewed')).toContainText(words.turn(before, after));
    await button(page, 'edit').click();
    await expect(field(page)).toHaveValue(after);
    await button(page, 'preview').click();
    await button(page, 'save').click();
    await expect(page.getByRole('status').filter({ hasText: words.saved })).toBeVisible();
    await expect(newest(page)).toContainText(words.turned(before, after));
    await expect(newest(page)).toContainText('Приказ № 41 от 02.11.2026: <b>очередь</b>');
    await expect(newest(page)).toContainText(administrator.name);
    await page.goto('/administration/limits');
    await expect(field(page)).toHaveValue(after);
  });
}

test('inspectors see a page that is not theirs', async ({ inspector }) => {
  await inspector.goto('/administration/limits');
  await expect(inspector.getByRole('heading', { level: 1 })).toHaveText('Это страница администратора');
  await expect(field(inspector)).toHaveCount(0);
});
