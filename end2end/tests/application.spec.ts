import type { Page } from '@playwright/test';
import { expect, test } from '../support/fixtures.ts';
import { arrive, open } from '../support/hydration.ts';
import { TICKED, enterOffice, move, openPlainly } from '../support/office.ts';
import { propertiesOf, textOf, wordsOf } from '../support/pdf.ts';
import { BAKIROVA, newPerson } from '../support/people.ts';
import { confirmation, file, grouped, register } from '../support/registration.ts';
import { ABSENT_INN } from '../support/words.ts';

/** Types INN and code and asks. */
async function find(page: Page, inn: string, code: string): Promise<void> {
  await page.locator('#inn').fill(inn);
  await page.locator('#code').fill(code);
  await page.locator('#page-form .button--primary').click();
}

const closeButton = (page: Page) => page.locator('.status__close button[type=submit]');

test('the confirmation has the code, the office, what to bring and what happens next', async ({ page, person }) => {
  const code = await register(page, person);
  await expect(confirmation(page)).toContainText('Заявление на регистрацию сохранено');
  await expect(page.locator('.code__text')).toHaveText(grouped(code));
  await expect(page.locator('.status__office')).toContainText('001 - Октябрьский р-н');
  await expect(page.locator('.status__office')).toContainText('ул. Образцовая, д. 1');
  for (const text of ['Что взять с собой', 'Паспорт', 'Два распечатанных', 'Что будет дальше', '20 минут']) {
    await expect(page.locator('main')).toContainText(text);
  }
  await expect(page.locator('main')).toContainText(person.name);
});

test('the code is copied with one click, without the dashes', async ({ page, context, person }) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  const code = await register(page, person);
  await page.getByRole('button', { name: /^Скопировать\s*: Код заявления$/ }).click();
  await expect(page.getByRole('button', { name: 'Скопировано: Код заявления' })).toContainText('Скопировано');
  await expect(page.getByRole('status').filter({ hasText: 'Скопировано' })).toBeAttached();
  expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(code);
});

test.describe('the printable application', () => {
  const papers = [
    { lang: 'ru', words: ['Экземпляр субъекта', 'Экземпляр налогового органа', 'Прошу предоставить доступ'] },
    { lang: 'ky', words: ['Субъекттин нускасы', 'Салык органынын нускасы', 'мүмкүнчүлүгүн берүүнү суранам'] },
  ] as const;

  for (const { lang, words } of papers) {
    test(`in ${lang} is a tagged PDF of two copies with everything filled in`, async ({ page, person }) => {
      const code = await register(page, person);
      const link = page.locator(`a[href="/application/paper.pdf?lang=${lang}"]`);
      const [download] = await Promise.all([page.waitForEvent('download'), link.click()]);
      expect(download.suggestedFilename()).toMatch(/\.pdf$/);
      const answer = await page.request.get(`/application/paper.pdf?lang=${lang}`);
      expect(answer.headers()['content-type']).toBe('application/pdf');
      const pdf = await answer.body();
      expect(pdf.subarray(0, 5).toString()).toBe('%PDF-');
      expect(pdf.length).toBeLessThan(60 * 1024);
      const text = wordsOf(pdf);
      expect(text.split(grouped(code)).length - 1, 'the code on both copies').toBeGreaterThanOrEqual(2);
      for (const word of words) expect(text.toLowerCase()).toContain(word.toLowerCase());
      expect(text).toContain(lang === 'ky' ? person.nameKy : person.name);
      expect(text).toContain(person.passport.slice(2));
      expect(textOf(pdf).replaceAll(/\s/g, '')).toContain(person.inn);
      for (const cell of ['101', '102', '103', '104', '105', '106', '107', '108', '115', '116']) {
        expect(text).toContain(cell);
      }
      expect(text, 'the password is nowhere').not.toContain(person.password);
      const properties = propertiesOf(pdf);
      expect(properties['Tagged']).toBe('yes');
      expect(Number(properties['Pages'])).toBeGreaterThanOrEqual(2);
      expect(properties['Page size']).toContain('A4');
    });
  }

  test('is nobody’s without the pass', async ({ newVisitor, person }) => {
    await file(await newVisitor(), person);
    const stranger = await newVisitor();
    expect((await stranger.get('/application/paper.pdf?lang=ru')).status()).toBe(404);
  });
});

for (const javaScriptEnabled of [true, false]) {
  test.describe(javaScriptEnabled ? 'with JavaScript' : 'without JavaScript', () => {
    test.use({ javaScriptEnabled });

    test('another browser finds it by INN and code', async ({ page, newVisitor, person }) => {
      const code = await file(await newVisitor(), person);
      await arrive(page, '/application', javaScriptEnabled);
      await find(page, person.inn, code);
      await expect(page.getByText('Заявление подано, вас ждут в УГНС')).toBeVisible();
      await expect(page.locator('main')).toContainText(grouped(code));
      expect(page.url()).not.toContain(code);
      expect(page.url()).not.toContain(person.inn);
      const paper = await page.request.get('/application/paper.pdf?lang=ru');
      expect(paper.status()).toBe(200);
    });

    test('a right code with somebody else’s INN finds nothing', async ({ page, newVisitor, person }) => {
      const code = await file(await newVisitor(), person);
      await arrive(page, '/application', javaScriptEnabled);
      await find(page, newPerson().inn, code);
      await expect(page.locator('.error-summary')).toContainText('Заявления с таким ИНН и кодом нет');
      await expect(page.locator('#code')).toHaveValue(new RegExp(grouped(code).replaceAll('-', '-?')));
    });

    test('a mistyped code is caught by its check character', async ({ page }) => {
      const asked: string[] = [];
      page.on('request', (request) => {
        if (request.url().includes('/api/status/find')) asked.push(request.url());
      });
      await arrive(page, '/application', javaScriptEnabled);
      await find(page, ABSENT_INN, 'K7QM39XT2VHP4A');
      await expect(page.locator('#code-error')).toContainText('В коде опечатка');
      await find(page, ABSENT_INN, 'K7QM39XT2VHP');
      await expect(page.locator('#code-error')).toContainText('14 знаков');
      expect(asked, 'nothing was looked up').toEqual([]);
    });

    test('closing forgets it', async ({ page, newVisitor, person }) => {
      const code = await file(await newVisitor(), person);
      await arrive(page, '/application', javaScriptEnabled);
      await find(page, person.inn, code);
      await closeButton(page).click();
      await expect(page.locator('#code')).toBeVisible();
      await expect(page.locator('main')).not.toContainText(grouped(code));
      expect((await page.request.get('/application/paper.pdf?lang=ru')).status()).toBe(404);
      await page.reload();
      await expect(page.locator('#code')).toHaveValue('');
    });
  });
}

test('the code groups as one types, and takes small letters and look-alikes', async ({ page, newVisitor, person }) => {
  const code = await file(await newVisitor(), person);
  await open(page, '/application');
  await page.locator('#inn').fill(person.inn);
  await page.locator('#code').pressSequentially('k7qm3');
  await expect(page.locator('#code')).toHaveValue('K7QM-3');
  await page.locator('#code').fill(code.toLowerCase().replaceAll('0', 'o').replaceAll('1', 'l'));
  await page.locator('#page-form .button--primary').click();
  await expect(page.locator('main')).toContainText(grouped(code));
});

test('an open page follows what happens at the office', async ({ page, newVisitor, person }) => {
  await page.clock.install();
  await register(page, person);
  const inspector = await newVisitor();
  await enterOffice(inspector, BAKIROVA);
  const code = (await page.locator('.code__text').innerText()).replaceAll('-', '');
  const address = await openPlainly(inspector, person, code);
  const asksToCome = page.getByText('Придите до');
  await expect(asksToCome).toBeVisible();
  await move(inspector, address, 'accept', TICKED);
  await page.clock.fastForward('00:21');
  await expect(page.getByText('Заявление принято, готовится решение')).toBeVisible();
  await expect(asksToCome, 'the person is there').toHaveCount(0);
  await expect(page.locator('.status__papers .button--primary'), 'the paper is brought already').toHaveCount(0);
  await expect(page.locator('.summary-list'), 'the panel with the code is gone').toContainText(grouped(code));
  await move(inspector, address, 'grant');
  await page.clock.fastForward('00:21');
  await expect(page.locator('main')).toContainText('Доступ предоставлен');
});

test('after the acceptance the clock, after the refusal the ground, and never the login', async ({
  page,
  newVisitor,
  person,
}) => {
  const code = await file(await newVisitor(), person);
  await open(page, '/application');
  await find(page, person.inn, code);
  const inspector = await newVisitor();
  await enterOffice(inspector, BAKIROVA);
  const address = await openPlainly(inspector, person, code);
  await move(inspector, address, 'accept', TICKED);
  await page.reload();
  await expect(page.getByText('Заявление принято, готовится решение')).toBeVisible();
  await expect(page.locator('.countdown')).toBeVisible();
  await move(inspector, address, 'refuse', { ground: 'identity_not_confirmed' });
  await page.reload();
  await expect(page.getByText('В доступе отказано').first()).toBeVisible();
  await expect(page.locator('main')).toContainText('личность заявителя не подтверждена');
});

test('a granted application shows no login: that stands on the paper', async ({ page, newVisitor, person }) => {
  const code = await file(await newVisitor(), person);
  const inspector = await newVisitor();
  await enterOffice(inspector, BAKIROVA);
  const address = await openPlainly(inspector, person, code);
  await move(inspector, address, 'accept', TICKED);
  await move(inspector, address, 'grant');
  await open(page, '/application');
  await find(page, person.inn, code);
  await expect(page.locator('main')).toContainText('Доступ предоставлен');
  const text = (await page.locator('main').innerText()).replaceAll(/\s/g, '');
  expect(text).not.toMatch(new RegExp(`${person.inn}\\d{3}`));
  await move(inspector, address, 'deliver');
  await page.reload();
  await expect(page.getByText('Решение у вас')).toBeVisible();
});

test('a stranger who filed for somebody’s INN learns neither name nor address', async ({ page, person }) => {
  await register(page, { ...person, passport: 'AN7654321' });
  await expect(page.locator('main')).toContainText('Сыргаков Н*** Ж***');
  const paper = await page.request.get('/application/paper.pdf?lang=ru');
  const text = wordsOf(await paper.body());
  expect(text).not.toContain(person.name);
  expect(text).not.toContain('Абдрахманова');
});
