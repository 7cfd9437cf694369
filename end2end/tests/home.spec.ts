import { expect, test } from '../support/fixtures.ts';
import { hydrated, open } from '../support/hydration.ts';

test('the first page says what this is and what to do', async ({ page }) => {
  await page.goto('/');
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Доступ к кабинету налогоплательщика');
  await expect(page.getByText('придите с паспортом в свой УГНС')).toBeVisible();
  await expect(page.locator('.home__step')).toHaveCount(3);
  await page.locator('main').getByRole('link', { name: 'Зарегистрироваться' }).click();
  await expect(page).toHaveURL(/\/registration$/);
});

test('the top bar leads everywhere that anybody may go', async ({ page }) => {
  await page.goto('/');
  const header = page.locator('header');
  const sections = header.locator('.header__sections a');
  await expect(sections).toHaveText([
    'Вход',
    'Регистрация',
    'Добавить ИНН',
    'Проверка ИНН',
    'Состояние заявления',
    'Руководства',
    'Помощник',
  ]);
  await expect(header.locator('.languages__button')).toHaveText(['Кыргызча', 'Русский', 'English']);
  await expect(header.locator('a[href="tel:116"]')).toContainText('116');
});

test('every link of the public pages leads to a page', async ({ page }) => {
  for (const start of [
    '/',
    '/help',
    '/registration',
    '/add-inn',
    '/check-inn',
    '/guides',
    '/guides/access',
    '/assistant',
    '/application',
    '/sign-in',
    '/office/sign-in',
  ]) {
    await page.goto(start);
    const paths = await page
      .locator('a[href^="/"]')
      .evaluateAll((links) => links.map((link) => link.getAttribute('href') ?? ''));
    expect(paths.length).toBeGreaterThan(5);
    for (const path of new Set(paths)) {
      const answer = await page.request.get(path);
      expect(answer.status(), `${path} on ${start}`).toBe(200);
    }
  }
});

test('moving within the site loads nothing anew, moves the focus and the title', async ({ page }) => {
  await open(page, '/');
  await page.evaluate(() => {
    document.documentElement.dataset.kept = 'yes';
  });
  await page.locator('.header__sections').getByRole('link', { name: 'Руководства' }).click();
  await expect(page).toHaveTitle(/^Руководства/);
  await expect(page.locator('#main')).toBeFocused();
  await expect(page.locator('html')).toHaveAttribute('data-kept', 'yes');
  await page.goBack();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Доступ к кабинету налогоплательщика');
});

test('the contents of the help lead to its chapters', async ({ page }) => {
  await open(page, '/help');
  for (const link of await page.locator('.help__contents a').all()) {
    await link.click();
    const id = (await link.getAttribute('href')) ?? '';
    await expect(page.locator(id)).toBeInViewport();
  }
  const question = page.locator('.help__question').first();
  await question.locator('summary').click();
  await expect(question.locator('p')).toBeVisible();
});

test('an address that leads nowhere says so, with 404 and a way home', async ({ page }) => {
  const answer = await page.goto('/nalog/kabinet.php');
  expect(answer?.status()).toBe(404);
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Такой страницы нет');
  await hydrated(page);
  await page.getByRole('link', { name: 'На главную' }).click();
  await expect(page).toHaveURL(/:\d+\/$/);
});

test('the strip of the demonstration copies a password with one click', async ({ page, context }) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  await open(page, '/sign-in');
  await page.locator('.demo__summary').click();
  const persona = page.locator('.demo__persona', { hasText: 'Токтогулов' });
  await persona.getByRole('button', { name: /^Скопировать\s*: Пароль$/ }).click();
  await expect(persona.getByRole('status').filter({ hasText: 'Скопировано' })).toBeAttached();
  const copied = await page.evaluate(() => navigator.clipboard.readText());
  expect(copied).toBe('jailoo-kymyz-7');
});

test.describe('on a cheap phone', () => {
  test.use({ viewport: { width: 360, height: 640 } });

  for (const javaScriptEnabled of [true, false]) {
    test.describe(javaScriptEnabled ? 'with JavaScript' : 'without JavaScript', () => {
      test.use({ javaScriptEnabled });

      test('the sections fold into a menu', async ({ page }) => {
        await page.goto('/');
        await expect(page.locator('.header__sections')).toBeHidden();
        await page.locator('.header__menu summary').click();
        await page.locator('.header__menu').getByRole('link', { name: 'Состояние заявления' }).click();
        await expect(page).toHaveURL(/\/application$/);
      });
    });
  }
});
