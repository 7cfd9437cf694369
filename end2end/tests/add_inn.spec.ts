// «Добавить ИНН» (002_user_manual_3.0, 1.1), from the registration's message and back to it.
import { expect, test } from '../support/fixtures.ts';
import { arrive, open, settled } from '../support/hydration.ts';
import { newPerson } from '../support/people.ts';
import { ABSENT_INN, LANGUAGES } from '../support/words.ts';

const WORDS = {
  ru: {
    search: 'Поиск',
    district: 'Район УГНС по прописке',
    office: '025 - Карасууйский р-н',
    noVisit: 'посещение ГНС не обязательно',
    add: 'Добавить в базу ГНС',
    added: 'ИНН добавлен в базу ГНС',
    already: 'уже есть в базе налогоплательщиков',
    unknown: 'В реестре населения такого ИНН нет',
    registration: 'Перейти к регистрации',
  },
  ky: {
    search: 'Издөө',
    district: 'Катталган жери боюнча МСКБ району',
    office: '025 - Кара-Суу району',
    noVisit: 'МСКга баруу милдеттүү эмес',
    add: 'МСКнын базасына кошуу',
    added: 'ИСН МСКнын базасына кошулду',
    already: 'салык төлөөчүлөрдүн базасында бар',
    unknown: 'Калктын реестринде мындай ИСН жок',
    registration: 'Каттоого өтүү',
  },
} as const;

for (const { code, locale, messages } of LANGUAGES) {
  const words = WORDS[code];
  for (const javaScriptEnabled of [true, false]) {
    test.describe(`${code}, ${javaScriptEnabled ? 'with' : 'without'} JavaScript`, () => {
      test.use({ locale, javaScriptEnabled });

      test('from the registration, by the population register, back to the registration', async ({ page }) => {
        const person = newPerson({ taxpayer: false, office: '025' });
        await arrive(page, '/registration', javaScriptEnabled);
        await page.locator('#inn').fill(person.inn);
        await page.locator('button[name=action][value=look_up]').click();
        await expect(page.locator('#inn-error')).toContainText(messages.notTaxpayer);
        await page.locator('#registry-inn + .registry__advice').getByRole('button', { name: messages.addInn }).click();

        await expect(page).toHaveURL(/\/add-inn$/);
        await settled(page, javaScriptEnabled);
        await expect(page.getByRole('heading', { level: 1 })).toHaveText(messages.addInn);
        await expect(page.locator('#inn')).toHaveValue(person.inn);
        const answer = page.locator('.add-inn__answer');
        await expect(answer).toContainText(words.district);
        await expect(answer).toContainText(words.office);
        await expect(answer).toContainText(words.noVisit);
        for (const secret of [...person.name.split(' '), 'Абдрахманова']) {
          await expect(answer).not.toContainText(secret);
        }
        await answer.getByRole('button', { name: words.add }).click();
        await expect(answer).toContainText(words.added);

        await answer.getByRole('button', { name: words.registration }).click();
        await expect(page).toHaveURL(/\/registration$/);
        await expect(page.locator('#inn')).toHaveValue(person.inn);
        await expect(page.locator('#registry-inn .registry__value').first()).toHaveText(words.office);
        expect(page.url()).not.toContain(person.inn);
      });

      test('whoever is a taxpayer, or is known to nobody, is told so', async ({ page, person }) => {
        await arrive(page, '/add-inn', javaScriptEnabled);
        const search = () => page.getByRole('button', { name: words.search }).click();
        await page.locator('#inn').fill(person.inn);
        await search();
        await expect(page.locator('.add-inn__answer')).toContainText(words.already);
        await expect(page.getByRole('button', { name: words.add })).toHaveCount(0);
        await page.locator('#inn').fill(ABSENT_INN);
        await search();
        await expect(page.locator('.add-inn__answer')).toContainText(words.unknown);
        await expect(page.locator('.add-inn__answer')).toContainText('116');
        await page.locator('#inn').fill('1150');
        await search();
        await expect(page.locator('#inn-error')).toContainText(messages.shortInn);
      });
    });
  }
}

test('what was found goes as soon as another number is typed', async ({ page }) => {
  const person = newPerson({ taxpayer: false });
  await open(page, '/add-inn');
  await page.locator('#inn').fill(person.inn);
  await page.getByRole('button', { name: 'Поиск' }).click();
  await expect(page.getByRole('button', { name: 'Добавить в базу ГНС' })).toBeVisible();
  await page.locator('#inn').press('End');
  await page.locator('#inn').press('Backspace');
  await expect(page.locator('.add-inn__answer')).toBeEmpty();
});

test('pressing twice adds once, and says so', async ({ page, newPage }) => {
  const person = newPerson({ taxpayer: false });
  const other = await newPage();
  for (const tab of [page, other]) {
    await open(tab, '/add-inn');
    await tab.locator('#inn').fill(person.inn);
    await tab.getByRole('button', { name: 'Поиск' }).click();
    await expect(tab.getByRole('button', { name: 'Добавить в базу ГНС' })).toBeVisible();
  }
  for (const tab of [page, other]) await tab.getByRole('button', { name: 'Добавить в базу ГНС' }).click();
  await expect(page.locator('.add-inn__answer')).toContainText('ИНН добавлен в базу ГНС');
  await expect(other.locator('.add-inn__answer')).toContainText('уже есть в базе');
});

test('without a connection nothing typed is lost', async ({ page }) => {
  const person = newPerson({ taxpayer: false });
  await open(page, '/add-inn');
  await page.route('**/api/add_inn/**', (route) => route.abort());
  await page.locator('#inn').fill(person.inn);
  await page.getByRole('button', { name: 'Поиск' }).click();
  await expect(page.locator('.error-summary')).toContainText('Нет связи с сервером');
  await expect(page.locator('#inn')).toHaveValue(person.inn);
  await page.unroute('**/api/add_inn/**');
  await page.getByRole('button', { name: 'Поиск' }).click();
  await expect(page.getByRole('button', { name: 'Добавить в базу ГНС' })).toBeVisible();
});
