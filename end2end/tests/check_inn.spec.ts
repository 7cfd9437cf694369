// «Проверка ИНН»: one number, a list, a file; and the answer as a file.
import fs from 'node:fs';
import type { Page } from '@playwright/test';
import { expect, test } from '../support/fixtures.ts';
import { arrive, open, settled } from '../support/hydration.ts';
import { ABSENT_INN } from '../support/words.ts';

const checkOne = (page: Page) => page.locator('button[name=action][value=one]').click();
const checkList = (page: Page) => page.locator('button[name=action][value=list]').click();
/** Where the bar has no room the sections are folded. */
const unfold = async (page: Page) => {
  const menu = page.locator('.header__menu summary');
  if (await menu.isVisible()) await menu.click();
};
const results = (page: Page) => page.locator('.checked__table tbody td:last-child');
const error = (page: Page, field: string) => page.locator(`#${field}-error`);
const file = (name: string, content: string | Buffer) => ({
  name,
  mimeType: 'application/octet-stream',
  buffer: Buffer.from(content),
});

for (const javaScriptEnabled of [true, false]) {
  test.describe(javaScriptEnabled ? 'with JavaScript' : 'without JavaScript', () => {
    test.use({ javaScriptEnabled });

    test('one number is in the registry, or not, or no INN', async ({ page, person }) => {
      await arrive(page, '/check-inn', javaScriptEnabled);
      const verdict = page.locator('.check-inn__verdict');
      await page.locator('#inn').fill(person.inn);
      await checkOne(page);
      await expect(verdict).toContainText('Этот ИНН есть в реестре налогоплательщиков');
      await page.locator('#inn').fill(ABSENT_INN);
      await checkOne(page);
      await expect(verdict).toContainText('Этого ИНН нет в реестре налогоплательщиков');
      await expect(verdict.getByRole('link', { name: 'Добавить ИНН' })).toHaveAttribute('href', '/add-inn');
      await page.locator('#inn').fill('1150');
      await checkOne(page);
      await expect(error(page, 'inn')).toContainText('ИНН должен состоять из 14 цифр');
      await page.locator('#inn').fill('');
      await checkOne(page);
      await expect(error(page, 'inn')).toContainText('Поле является обязательным к заполнению');
    });

    test('a pasted list is answered, and downloaded', async ({ page, person }) => {
      await arrive(page, '/check-inn', javaScriptEnabled);
      await page.locator('#list').fill(`${person.inn}, ${ABSENT_INN}\n1150\n=HYPERLINK("x")`);
      await checkList(page);
      await expect(results(page)).toHaveText([
        'Есть в реестре',
        'Нет в реестре',
        'ИНН должен состоять из 14 цифр',
        /только из цифр/,
      ]);
      await expect(page.locator('.checked')).toContainText('Всего: 4. В реестре: 1. Нет в реестре: 1. С ошибкой: 2.');
      await settled(page, javaScriptEnabled);
      const downloading = page.waitForEvent('download');
      await page.getByRole('button', { name: 'Скачать CSV' }).click();
      const download = await downloading;
      expect(download.suggestedFilename()).toBe('inn.csv');
      const text = fs.readFileSync(await download.path(), 'utf8');
      expect(text.startsWith('\uFEFF"ИНН";"Результат"\r\n')).toBe(true);
      expect(text).toContain('"Есть в реестре"');
      expect(text).toContain(`"'=HYPERLINK(""x"")"`);
    });

    test('a file is answered, and its numbers stay on the page', async ({ page, person }) => {
      await arrive(page, '/check-inn', javaScriptEnabled);
      await page.locator('#file').setInputFiles(file('список.csv', `№;ИНН\r\n1;${person.inn}\r\n2;${ABSENT_INN}\r\n`));
      await checkList(page);
      await expect(results(page)).toHaveText(['Есть в реестре', 'Нет в реестре']);
      await expect(page.locator('#list')).toHaveValue(`${person.inn}\n${ABSENT_INN}`);
    });

    test('what is no list is told beside its field', async ({ page }) => {
      await arrive(page, '/check-inn', javaScriptEnabled);
      await checkList(page);
      await expect(error(page, 'list')).toContainText('Номеров не найдено');
      await page.locator('#list').fill(`${ABSENT_INN}\n`.repeat(501));
      await checkList(page);
      await expect(error(page, 'list')).toContainText('не больше 500');
      for (const [content, words] of [
        ['', 'Номеров не найдено'],
        ['%PDF-1.7', 'Это не таблица'],
        ['PK\u0003\u0004', 'Не удалось прочитать таблицу'],
        [Buffer.from('d0cf11e0a1b11ae1', 'hex'), 'старого формата'],
        [`${ABSENT_INN}\n`.repeat(600), 'не больше 500'],
        [`${ABSENT_INN}\n`.repeat(90_000), 'больше 1'],
        [`${ABSENT_INN}\n`.repeat(1_000_000), 'больше 1'],
      ] as const) {
        await page.goto('/check-inn');
        await settled(page, javaScriptEnabled);
        await page.locator('#file').setInputFiles(file('list.csv', content));
        await checkList(page);
        await expect(error(page, 'file')).toContainText(words);
        await expect(page.locator('.error-summary').getByRole('link')).toHaveAttribute('href', '#file');
      }
    });

    test('another language keeps what was typed and chosen', async ({ page }) => {
      await arrive(page, '/check-inn', javaScriptEnabled);
      await page.locator('#inn').fill('1150');
      await page.locator('#file').setInputFiles(file('a.csv', `${ABSENT_INN}\n`));
      await page.getByRole('button', { name: 'Кыргызча' }).click();
      await expect(page.locator('html')).toHaveAttribute('lang', 'ky');
      await expect(page.locator('#inn')).toHaveValue('1150');
      await expect(page.locator('#list')).toHaveValue(ABSENT_INN);
    });
  });
}

test('five hundred numbers are answered at once', async ({ page }) => {
  await open(page, '/check-inn');
  await page
    .locator('#list')
    .fill(Array.from({ length: 500 }, (_, number) => `131121999${String(number).padStart(5, '0')}`).join('\n'));
  await checkList(page);
  await expect(results(page)).toHaveCount(500);
  await expect(page.locator('.checked')).toBeFocused();
});

test('while a list is under way the page says so', async ({ page }) => {
  await open(page, '/check-inn');
  // the page that says it is gone as soon as the answer is there: it leaves a note
  await page.evaluate(() => {
    new MutationObserver(() => {
      const said = document.querySelector('.check-inn__progress progress + span')?.textContent;
      if (said) sessionStorage.setItem('said', said);
    }).observe(document.body, { childList: true, subtree: true });
  });
  await page.locator('#list').fill(ABSENT_INN);
  await checkList(page);
  await expect(results(page)).toHaveCount(1);
  await expect(page.locator('.check-inn__progress')).toHaveCount(0);
  expect(await page.evaluate(() => sessionStorage.getItem('said'))).toBe('Список отправляется и проверяется');
});

for (const width of [360, 768, 1280]) {
  for (const locale of ['ru-RU', 'ky-KG', 'en-GB']) {
    test.describe(`${String(width)} px, ${locale}`, () => {
      test.use({ locale, viewport: { width, height: 720 } });

      test('every section of the bar is in sight', async ({ page }) => {
        await open(page, '/check-inn');
        await unfold(page);
        const links = page.locator('.header__links a:visible');
        await expect(links).toHaveCount(7);
        for (const link of await links.all()) await expect(link).toBeInViewport({ ratio: 1 });
        await expect(page.locator('.header__links [aria-current=page]:visible')).toHaveAttribute('href', '/check-inn');
      });
    });
  }
}
