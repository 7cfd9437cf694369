// «Руководства»: found from every page, read in three languages, with every picture there.
import { expect, test } from '../support/fixtures.ts';
import { arrive, open } from '../support/hydration.ts';
import { expectAccessible } from '../support/accessible.ts';
import { newStaff } from '../support/people.ts';

const WORDS = {
  'ru-RU': { title: 'Руководства', access: 'Как получить доступ к кабинету', password: 'Придумайте пароль' },
  'ky-KG': {
    title: 'Колдонмолор',
    access: 'Кабинетке кирүү мүмкүнчүлүгүн кантип алса болот',
    password: 'Сыр сөз ойлоп табыңыз',
  },
  'en-GB': { title: 'Guides', access: 'How to get access to the cabinet', password: 'Choose a password' },
} as const;

for (const [locale, words] of Object.entries(WORDS)) {
  for (const javaScriptEnabled of [true, false]) {
    test.describe(`${locale}, ${javaScriptEnabled ? 'with' : 'without'} JavaScript`, () => {
      test.use({ locale, javaScriptEnabled });

      test('from the bar to a guide, and to a place in it', async ({ page }) => {
        await arrive(page, '/', javaScriptEnabled);
        await page.locator('.header__sections').getByRole('link', { name: words.title }).click();
        await expect(page.getByRole('heading', { level: 1 })).toHaveText(words.title);
        await page.getByRole('link', { name: words.access }).click();
        await expect(page).toHaveURL(/\/guides\/access$/);
        await expect(page.getByRole('heading', { level: 1 })).toHaveText(words.access);
        await expect(page).toHaveTitle(new RegExp(`^${words.access} — `));
        await page.locator('.help__contents').getByRole('link', { name: words.password }).click();
        await expect(page).toHaveURL(/#password$/);
        await expect(page.getByRole('heading', { name: words.password })).toBeInViewport();
      });
    });
  }

  test.describe(locale, () => {
    test.use({ locale });

    test('every picture of every guide is there, described, and takes its place beforehand', async ({ page }) => {
      await page.goto('/guides');
      const guides = await page
        .locator('.guides__title a')
        .evaluateAll((links) => links.map((link) => link.getAttribute('href') ?? ''));
      expect(guides.length).toBeGreaterThanOrEqual(3);
      let seen = 0;
      for (const guide of guides) {
        await open(page, guide);
        for (const picture of await page.locator('.guide__picture').all()) {
          await picture.scrollIntoViewIfNeeded();
          await expect(picture).toHaveJSProperty('complete', true);
          const shown = await picture.evaluate((image: HTMLImageElement) => ({
            ratio: image.naturalWidth / image.naturalHeight,
            promised: Number(image.getAttribute('width')) / Number(image.getAttribute('height')),
          }));
          expect(shown.ratio, guide).toBeCloseTo(shown.promised, 1);
          await expect(picture).toHaveAttribute('alt', /.{20,}/);
          await expect(picture).toHaveAttribute('loading', 'lazy');
          const answer = await page.request.get((await picture.getAttribute('src')) ?? '');
          expect(answer.headers()['cache-control']).toContain('immutable');
          expect((await answer.body()).length).toBeLessThanOrEqual(40_000);
          seen += 1;
        }
      }
      expect(seen).toBeGreaterThanOrEqual(9);
    });
  });
}

test('moving from guide to guide changes text, title and language menu’s way back', async ({ page }) => {
  await open(page, '/guides/access');
  await page.locator('.guide__text a[href="/guides/add-inn#add"]').click();
  await expect(page).toHaveURL(/\/guides\/add-inn#add$/);
  await expect(page.locator('#add')).toBeInViewport();
  await expect(page).toHaveTitle(/^Добавить ИНН и проверить ИНН/);
  await page.getByRole('link', { name: 'Все руководства' }).click();
  await expect(page).toHaveTitle(/^Руководства/);
  await page.getByRole('link', { name: 'Заявление: узнать состояние' }).click();
  await expect(page).toHaveTitle(/^Заявление: узнать состояние/);
  await page.getByRole('button', { name: 'Кыргызча' }).click();
  await expect(page).toHaveURL(/\/guides\/application$/);
  await expect(page.getByRole('heading', { level: 1 })).toContainText('Арыз: абалын билүү');
});

test('staff come from their desk to their guides; a taxpayer’s list has none of them', async ({ atWork, page }) => {
  const desk = await atWork(newStaff('001', 'inspector', undefined, 'ky'));
  await desk.getByRole('link', { name: 'Колдонмолор' }).click();
  await expect(desk.locator('.guides__title').first()).toHaveText('Терезеде кабыл алуу: кагаздан чечимге чейин');
  await desk.locator('.guides__title a').first().click();
  await expect(desk.locator('#refuse')).toHaveText('Четке кагуу');

  await page.goto('/guides');
  await expect(page.locator('.guides__title')).not.toHaveCount(0);
  await expect(page.locator('main')).not.toContainText('Приём у окна');
  await page.goto('/office/sign-in');
  await page.getByRole('link', { name: 'руководство для сотрудников' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Как войти сотруднику');
});

test('a guide that does not exist says so, and leads on', async ({ page }) => {
  const answer = await page.goto('/guides/nalog');
  expect(answer?.status()).toBe(404);
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Такой страницы нет');
});

test('the guides weigh nothing in the browser’s part', async ({ page }) => {
  const bodies: Promise<Buffer>[] = [];
  page.on('response', (response) => {
    if (response.url().endsWith('.wasm')) bodies.push(response.body());
  });
  await open(page, '/guides/access');
  const modules = await Promise.all(bodies);
  expect(modules.length).toBeGreaterThan(0);
  for (const module of modules) expect(module.includes(Buffer.from('Придумайте пароль'))).toBe(false);
});

test('printed, a guide has its text and pictures and nothing to press', async ({ page }) => {
  await open(page, '/guides/access');
  await page.emulateMedia({ media: 'print' });
  for (const part of ['.header__sections', '.help__contents', '.guide__all', '.guides__on', '.footer']) {
    await expect(page.locator(part)).toBeHidden();
  }
  await expect(page.getByRole('heading', { name: 'Придите в УГНС' })).toBeVisible();
  await expect(page.locator('.guide__picture').first()).toBeVisible();
});

test('on a phone of 320 px pictures fit', async ({ page }) => {
  await open(page, '/guides/add-inn');
  await expectAccessible(page);
});
