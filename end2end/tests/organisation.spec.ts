import type { Page } from '@playwright/test';
import { expectAccessible } from '../support/accessible.ts';
import { expect, test } from '../support/fixtures.ts';
import { arrive, hydrated, open } from '../support/hydration.ts';
import { acceptCase } from '../support/office.ts';
import { fillOrganisation, newOrganisation } from '../support/organisations.ts';
import { wordsOf } from '../support/pdf.ts';
import { newPerson } from '../support/people.ts';
import { codeIn, confirmation, submitOf } from '../support/registration.ts';
import { LANGUAGES } from '../support/words.ts';

const WORDS = {
  ru: {
    notOfficer: 'Вы не указаны как руководитель или бухгалтер этой организации',
    samePassword: 'Пароль нужно указать тот же, что и у основной учётной записи',
    head: 'Руководитель',
    section: 'Раздел 2',
  },
  ky: {
    notOfficer: 'Сиз бул уюмдун жетекчиси же бухгалтери катары көрсөтүлгөн эмессиз',
    samePassword: 'Негизги эсеп жазууңуз бар болсо, ошонун сыр сөзүн көрсөтүңүз',
    head: 'Жетекчи',
    section: '2-бөлүм',
  },
} as const;

const organisationBox = (page: Page) => page.locator('#registry-organisation_inn');
const personBox = (page: Page) => page.locator('#registry-inn');
const error = (page: Page, field: string) => page.locator(`#${field}-error`);
const search = (page: Page, value: string) => page.locator(`button[name=action][value=${value}]`);

for (const { code, locale, messages } of LANGUAGES) {
  const words = WORDS[code];

  test.describe(`in ${code}`, () => {
    test.use({ locale });

    for (const javaScriptEnabled of [true, false]) {
      test.describe(javaScriptEnabled ? 'with JavaScript' : 'without JavaScript', () => {
        test.use({ javaScriptEnabled });

        test('the kind of person brings its fields, and takes nothing typed away', async ({ page }) => {
          await arrive(page, '/registration', javaScriptEnabled);
          await page.locator('#phone').fill('0555 123 456');
          await expect(page.locator('#organisation_inn')).toBeHidden();
          await page.locator('#subject_kind').selectOption('legal_entity');
          await page.locator('#organisation_inn').fill('0150');
          await expect(page.locator('#head_inn')).toBeHidden();
          await page.locator('#branch').check();
          await expect(page.locator('#head_inn')).toBeVisible();
          await expect(page.getByText(words.samePassword)).toBeVisible();
          await page.locator('#subject_kind').selectOption('individual');
          await expect(page.locator('#organisation_inn')).toBeHidden();
          await page.locator('#subject_kind').selectOption('legal_entity');
          await expect(page.locator('#organisation_inn')).toHaveValue('0150');
          await submitOf(page).click();
          await expect(page.locator('.error-summary').getByRole('link')).toHaveCount(6);
          await expect(error(page, 'organisation_inn')).toContainText(messages.shortInn);
          for (const field of ['inn', 'head_inn', 'passport', 'password', 'password_repeated']) {
            await expect(error(page, field)).toContainText(messages.required);
          }
          await expect(page.locator('#phone')).toHaveValue('0555 123 456');
        });

        test('«Поиск» shows the organisation whole and its head masked', async ({ page }) => {
          const organisation = newOrganisation();
          await arrive(page, '/registration', javaScriptEnabled);
          await page.locator('#subject_kind').selectOption('legal_entity');
          await page.locator('#organisation_inn').fill(organisation.inn);
          await search(page, 'look_up_organisation').click();
          await expect(organisationBox(page)).toContainText(code === 'ky' ? organisation.nameKy : organisation.name);
          await expect(organisationBox(page)).toContainText(organisation.address);
          await page.locator('#inn').fill(organisation.head.inn);
          await search(page, 'look_up').click();
          await expect(personBox(page)).toContainText('Осмонова Б*** К***');
          await expect(personBox(page)).toContainText(words.head);
          await expect(page.locator('#organisation_inn')).toHaveValue(organisation.inn);
        });

        test('who is not its head or accountant is told so, and what to do', async ({ page, person }) => {
          const organisation = newOrganisation();
          await arrive(page, '/registration', javaScriptEnabled);
          await fillOrganisation(page, organisation, person);
          await submitOf(page).click();
          await expect(error(page, 'inn')).toContainText(words.notOfficer);
          await expect(page.locator('#registry-inn + .registry__advice')).toContainText('116');
          await expect(page.locator('#organisation_inn')).toHaveValue(organisation.inn);
        });

        test('an organisation is registered by its head', async ({ page }) => {
          const organisation = newOrganisation();
          await arrive(page, '/registration', javaScriptEnabled);
          await fillOrganisation(page, organisation);
          await submitOf(page).click();
          await expect(confirmation(page)).toContainText(messages.saved);
          const main = page.locator('main');
          await expect(main).toContainText(code === 'ky' ? organisation.nameKy : organisation.name);
          await expect(main).toContainText(words.head);
          const answer = await page.request.get(`/application/paper.pdf?lang=${code}`);
          const paper = wordsOf(await answer.body());
          for (const text of [words.section, organisation.inn, organisation.head.inn]) expect(paper).toContain(text);
        });
      });
    }

    test('the form of a branch in its states has no barrier', async ({ page }) => {
      const main = newOrganisation();
      const branch = newOrganisation({ name: 'Филиал ОсОО «Кара-Кужур» в Нарынской области', head: main.head });
      await open(page, '/registration');
      await page.locator('#subject_kind').selectOption('legal_entity');
      await page.locator('#branch').check();
      await submitOf(page).click();
      await expect(page.locator('.error-summary')).toBeVisible();
      await expectAccessible(page, true);
      await fillOrganisation(page, branch);
      await page.locator('#head_inn').fill(branch.inn);
      await page.locator('#head_inn').blur();
      await expect(error(page, 'head_inn')).not.toBeEmpty();
      await page.locator('#head_inn').fill(main.inn);
      await search(page, 'look_up_head').click();
      await expect(page.locator('#registry-head_inn')).toContainText(code === 'ky' ? main.nameKy : main.name);
      await expectAccessible(page, true);
      await submitOf(page).click();
      await expect(confirmation(page)).toBeVisible();
      await hydrated(page);
      await expect(page.locator('main')).toContainText(code === 'ky' ? main.nameKy : main.name);
      await expectAccessible(page, true);
    });
  });
}

test('another kind of person asks the registry anew', async ({ page }) => {
  const organisation = newOrganisation();
  await open(page, '/registration');
  await fillOrganisation(page, organisation, newPerson());
  await page.locator('#phone').focus();
  await expect(error(page, 'inn')).toContainText(WORDS.ru.notOfficer);
  await page.locator('#subject_kind').selectOption('individual');
  await expect(error(page, 'inn')).toBeEmpty();
  await expect(personBox(page)).toContainText('Сыргаков');
});

test('an organisation chosen before the page lives is one afterwards', async ({ page }) => {
  let letGo: () => void = () => undefined;
  const held = new Promise<void>((resolve) => {
    letGo = resolve;
  });
  await page.route('**/*.wasm', async (route) => {
    await held;
    await route.continue();
  });
  const organisation = newOrganisation();
  await page.goto('/registration');
  await fillOrganisation(page, organisation);
  letGo();
  await hydrated(page);
  await expect(organisationBox(page)).toContainText(organisation.name);
  await submitOf(page).click();
  await expect(confirmation(page)).toBeVisible();
});

test('the inspector sees section 2 beside the registry, and whether there is an account', async ({
  page,
  inspector,
}) => {
  const organisation = newOrganisation();
  await open(page, '/registration');
  await fillOrganisation(page, organisation);
  await submitOf(page).click();
  await expect(confirmation(page)).toBeVisible();
  const code = codeIn(await page.locator('main').innerText());
  await open(inspector, '/office');
  await inspector.locator('#paper').fill(`SALYK:1:${organisation.inn}:${code}`);
  await inspector.locator('#paper').press('Enter');
  await inspector.waitForURL('**/office/applications/*');
  await expect(inspector.locator('h1')).toContainText(organisation.name);
  const table = inspector.locator('.comparison__table');
  for (const text of ['ФИО заявителя', organisation.head.name, 'Кем является в организации', 'Руководитель']) {
    await expect(table).toContainText(text);
  }
  await expect(inspector.locator('.comparison__row--differs')).toHaveCount(0);
  await expect(inspector.locator('.case__facts')).toContainText('Учётной записи у заявителя нет');
  await expectAccessible(inspector, true);
  await acceptCase(inspector);
  await inspector.locator('#refuse > summary').click();
  await expect(inspector.locator('input[value=not_head_or_accountant]')).toBeVisible();
});
