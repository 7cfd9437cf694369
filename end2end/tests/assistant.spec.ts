// «Помощник»: a question in one's own words, an answer with the way to its guide, and always somebody to call.
import type { Page } from '@playwright/test';
import { expect, test } from '../support/fixtures.ts';
import { arrive, open, settled } from '../support/hydration.ts';
import { submitOf } from '../support/registration.ts';
import { LANGUAGES } from '../support/words.ts';

const ask = async (page: Page, question: string) => {
  await page.locator('#question').fill(question);
  await submitOf(page).click();
};
/** What one address may ask in a minute: `assistant.per_client_per_minute`. */
const A_MINUTE = 30;
const passages = (page: Page) => page.locator('.assistant__answer .passage');
const best = (page: Page) => passages(page).first();
const call = (page: Page) => page.locator('.assistant__call a[href="tel:116"]');

const ASKED = {
  ru: { question: 'потеряла код', section: 'Если код потерян', mark: 'Код', nothing: 'Ответ не нашёлся' },
  ky: { question: 'кодумду жоготуп алдым', section: 'Код жоголсо', mark: 'Код', nothing: 'Жооп табылган жок' },
} as const;

for (const { code, locale, messages } of LANGUAGES) {
  const words = ASKED[code];
  for (const javaScriptEnabled of [true, false]) {
    test.describe(`${code}, ${javaScriptEnabled ? 'with' : 'without'} JavaScript`, () => {
      test.use({ locale, javaScriptEnabled });

      test('a question is answered, marked, and leads to its section', async ({ page }) => {
        await arrive(page, '/assistant', javaScriptEnabled);
        await expect(call(page)).toBeVisible();
        await ask(page, words.question);
        await expect(best(page).locator('.passage__title')).toHaveText(words.section);
        await expect(best(page).locator('mark').filter({ hasText: words.mark }).first()).toBeVisible();
        await expect(page.locator('#question')).toHaveValue(words.question);
        await expect(call(page)).toBeVisible();
        expect(new URL(page.url()).search, 'what was typed is in no address').toBe('');
        await settled(page, javaScriptEnabled);
        await best(page).getByRole('link').click();
        await expect(page).toHaveURL(/\/guides\/application#lost-code$/);
        await expect(page.locator('#lost-code')).toBeInViewport();
      });

      test('what nobody wrote about finds nothing, and says what to try', async ({ page }) => {
        await arrive(page, '/assistant', javaScriptEnabled);
        await ask(page, 'qqqq борщ 🍲');
        await expect(page.locator('.assistant__answer')).toContainText(words.nothing);
        await expect(page.locator('.assistant__answer a[href="/guides"]')).toBeVisible();
        await expect(call(page)).toBeVisible();
        await expect(passages(page)).toHaveCount(0);
      });

      test('no question is no question', async ({ page }) => {
        await arrive(page, '/assistant', javaScriptEnabled);
        await submitOf(page).click();
        await expect(page.locator('#question-error')).toContainText(messages.required);
        await expect(page.locator('.error-summary a[href="#question"]')).toContainText(messages.required);
      });
    });
  }
}

test('typed badly, on the wrong keyboard, or in Latin letters: the same answer', async ({ page }) => {
  await open(page, '/assistant');
  for (const question of ['потиряла код завления', 'gjnthzkf rjl', 'poteryala kod']) {
    await ask(page, question);
    await expect(best(page).locator('.passage__title'), question).toHaveText('Если код потерян');
    await page.locator('#question').fill('');
  }
});

test('markup in a question is text', async ({ page }) => {
  await open(page, '/assistant');
  await ask(page, '<b>код</b> <i>заявления</i> <u>');
  await expect(best(page)).toBeVisible();
  await expect(page.locator('main b, main i, main u')).toHaveCount(0);
  await expect(page).toHaveTitle(/^Помощник/);
});

test('another language keeps the question', async ({ page }) => {
  await open(page, '/assistant');
  await page.locator('#question').fill('код заявления');
  await page.getByRole('button', { name: 'Кыргызча' }).click();
  await expect(page.locator('html')).toHaveAttribute('lang', 'ky');
  await expect(page.locator('#question')).toHaveValue('код заявления');
});

test('without a connection the question stays, and the second try works', async ({ page }) => {
  await open(page, '/assistant');
  await page.route('**/api/assistant/ask', (route) => route.abort(), { times: 1 });
  await ask(page, 'код заявления');
  await expect(page.locator('.error-summary')).toContainText('Нет связи с сервером');
  await expect(page.locator('#question')).toHaveValue('код заявления');
  await submitOf(page).click();
  await expect(best(page)).toBeVisible();
  await expect(page.locator('.error-summary')).toHaveCount(0);
});

test('a flood of questions is held off, with a time to come back', async ({ newVisitor }) => {
  const flood = async () => {
    const visitor = await newVisitor();
    const answers = [];
    for (let time = 0; time < 42; time += 1) {
      answers.push(await visitor.post('/assistant', { form: { question: 'код' } }));
    }
    return answers;
  };
  // counted by the minute: of two floods, one right after the other, a new minute begins in one at the most
  const floods = [await flood(), await flood()];
  const answered = floods.map((answers) => answers.filter((answer) => answer.status() === 200).length);
  expect(Math.min(...answered)).toBe(A_MINUTE);
  for (const held of floods.flat().filter((answer) => answer.status() !== 200)) {
    expect(held.status()).toBe(429);
    expect(Number(held.headers()['retry-after'])).toBeGreaterThan(0);
  }
});

test('by the keyboard alone, the focus goes to the answer', async ({ page }) => {
  await open(page, '/assistant');
  await page.locator('#question').focus();
  await page.keyboard.type('забыл код');
  await page.keyboard.press('Enter');
  await expect(best(page)).toBeVisible();
  await expect(page.locator('.assistant__answer')).toBeFocused();
  await page.keyboard.press('Tab');
  await expect(best(page).getByRole('link')).toBeFocused();
});
