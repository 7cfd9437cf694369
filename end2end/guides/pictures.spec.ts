// Every picture of the guides (server/guides), in the languages of the guides. A test a picture; what is to be seen on it
// is said by the guide's own words.
import type { Page } from '@playwright/test';
import { test } from '../support/fixtures.ts';
import { hydrated, open } from '../support/hydration.ts';
import { newOrganisation } from '../support/organisations.ts';
import { newPerson, newStaff, type Person } from '../support/people.ts';
import { file, register, submitOf } from '../support/registration.ts';
import {
  acceptCase,
  enterOffice,
  gainAccess,
  move,
  openCase,
  openPlainly,
  signInStaff,
  TICKED,
} from '../support/office.ts';
import { newMember, toChooser } from '../support/representation.ts';
import { disguise, take } from './camera.ts';
import { stopClocks } from './clocks.ts';

const CODE = 'K7QM-39XT-2VHP-4T';

/** Somebody of the demonstration. */
const ASANOVA: Person = {
  inn: '11503199000123',
  name: 'Асанова Айгүл Бакытовна',
  nameKy: 'Асанова Айгүл Бакыт кызы',
  passport: 'ID1234567',
  office: '001',
  address: 'г. Бишкек, пр. Чүй, д. 114, кв. 27',
  password: 'боз үй жайлоо тулпар',
};
/** An organisation of the demonstration whose head she is. */
const TOO_BULAK_INN = '01204201110157';
/** Further organisations of the demonstration. */
const ORGANISATION_INNS = [TOO_BULAK_INN, '00301201001401', '00502201101477'];
/** The one of the demonstration who is no taxpayer: shown where the run needs somebody new. */
const OROZBAEVA_INN = '12702199901270';

/** A desk is no phone; the picture is shown as wide as a guide's column at the most. */
const DESK = { width: 640, height: 900 };

const withNew = (real: string) => ({ [real]: OROZBAEVA_INN });

/** Invented numbers, one for everybody on a picture. */
const SPECIMENS = ['20512198300417', '21903199200285', '22807197501132', '20411200000849'];
const asSpecimen = (real: string, place: number) => ({ [real]: SPECIMENS[place] ?? '' });
/** What an inspector writes. */
const NOTE = {
  ru: 'Постановление о признании поставок фиктивными',
  ky: 'Жеткирүүлөрдү жасалма деп табуу жөнүндө токтом',
  en: 'An order that calls the supplies fictitious',
};

/** The part of a form that holds this field. */
const fieldOf = (page: Page, id: string) => page.locator('.field', { has: page.locator(`#${id}`) }).last();
/** «Поиск» or «Проверить» beside a field. */
const search = (page: Page, id = 'inn') => fieldOf(page, id).locator('.field__row button');
/** What the registry answers below a field. */
const answered = (page: Page, id: string) => page.locator(`#registry-${id}`);

for (const [locale, language, office] of [
  ['ru-RU', 'ru', '042'],
  ['ky-KG', 'ky', '043'],
  ['en-GB', 'en', '044'],
] as const) {
  test.describe(language, () => {
    test.use({ locale });
    /* eslint-disable playwright/expect-expect -- people judge the pictures, and tests their size and use */

    test('form-inn', async ({ page }) => {
      await open(page, '/registration');
      await page.locator('#inn').fill(ASANOVA.inn);
      await search(page).click();
      await answered(page, 'inn').locator('.registry__value', { hasText: '001' }).waitFor();
      await take(page, {
        name: 'form-inn',
        of: [fieldOf(page, 'subject_kind'), answered(page, 'inn')],
        mark: [search(page)],
      });
    });

    test('organisation-form', async ({ page }) => {
      await open(page, '/registration');
      await page.locator('#subject_kind').selectOption('legal_entity');
      await page.locator('#organisation_inn').fill(TOO_BULAK_INN);
      await search(page, 'organisation_inn').click();
      await answered(page, 'organisation_inn').locator('.registry__value', { hasText: '001' }).waitFor();
      await page.locator('#inn').fill(ASANOVA.inn);
      await search(page).click();
      await answered(page, 'inn').locator('.registry__value', { hasText: 'А***' }).waitFor();
      await take(page, {
        name: 'organisation-form',
        of: [fieldOf(page, 'subject_kind'), answered(page, 'inn')],
        mark: [search(page, 'organisation_inn'), search(page)],
      });
    });

    test('organisation-choose and organisation-add', async ({ page, newVisitor }) => {
      const names = ['ОсОО «Тоо-Булак»', 'ОсОО «Ала-Арча Суу»'];
      const member = await newMember(newVisitor, names, newPerson({ name: ASANOVA.name }));
      const further = newOrganisation({ name: 'ОсОО «Сары-Өзөн»', head: member.person });
      await toChooser(page, member);
      await page.locator(`.languages__button[value=${language}]`).click();
      await page.locator(`html[lang=${language}]`).waitFor();
      await hydrated(page);
      const organisations = [...member.organisations, further];
      const specimens = {
        [member.person.inn]: ASANOVA.inn,
        ...Object.fromEntries(organisations.map(({ inn }, place) => [inn, ORGANISATION_INNS[place] ?? ''])),
      };
      await disguise(page, specimens);
      await take(page, { name: 'organisation-choose', of: [page.locator('h1'), page.locator('.chooser__list')] });

      await page.locator('.chooser__item').first().click();
      await page.waitForURL(/\/cabinet$/);
      await open(page, '/cabinet/organisations/add');
      await page.locator('#organisation_inn').fill(further.inn);
      await search(page, 'organisation_inn').click();
      await page.locator('.link__answer', { hasText: '001' }).waitFor();
      await page.locator('#passport').fill(ASANOVA.passport);
      await disguise(page, specimens);
      await take(page, {
        name: 'organisation-add',
        of: [page.locator('h1'), fieldOf(page, 'passport')],
        mark: [search(page, 'organisation_inn')],
      });
    });

    test('restore-form', async ({ page }) => {
      await open(page, '/restore');
      await page.locator('#inn').fill(ASANOVA.inn);
      await search(page).click();
      await answered(page, 'inn').locator('.registry__value', { hasText: '001' }).waitFor();
      await page.locator('#passport').fill(ASANOVA.passport);
      await page.locator('#phone').focus();
      await answered(page, 'inn')
        .locator('.registry__value', { hasText: ASANOVA.name.slice(0, 10) })
        .waitFor();
      await take(page, {
        name: 'restore-form',
        of: [fieldOf(page, 'inn'), fieldOf(page, 'passport')],
        mark: [search(page)],
      });
    });

    test('form-password', async ({ page }) => {
      await open(page, '/registration');
      await page.locator('#password').fill(ASANOVA.password);
      await page.locator('#password_repeated').fill(ASANOVA.password);
      await page.locator('.field__show').first().click();
      await page.locator('.field details').first().locator('summary').click();
      await take(page, {
        name: 'form-password',
        of: [fieldOf(page, 'password'), fieldOf(page, 'password_repeated')],
        mark: [page.locator('.field__show').first()],
      });
    });

    test('confirmation', async ({ page }) => {
      const code = await register(page, ASANOVA);
      const parts = [code.slice(0, 4), code.slice(4, 8), code.slice(8, 12), code.slice(12)];
      const shown = CODE.split('-');
      await disguise(page, {
        [parts.join('-')]: CODE,
        // with places to break between the groups
        [parts.join('-\u2060')]: shown.join('-\u2060'),
        ...Object.fromEntries(parts.map((part, place) => [part, shown[place] ?? ''])),
      });
      await take(page, {
        name: 'confirmation',
        of: [page.locator('.panel'), page.locator('.status__papers').first()],
        mark: await page.locator('.status__papers').first().locator('a').all(),
      });
    });

    test('sign-in', async ({ page }) => {
      await open(page, '/sign-in');
      await take(page, {
        name: 'sign-in',
        of: [page.locator('h1'), submitOf(page)],
        mark: [submitOf(page)],
      });
    });

    test('status-form', async ({ page }) => {
      await open(page, '/application');
      await page.locator('#inn').fill(ASANOVA.inn);
      await page.locator('#code').fill(CODE);
      await take(page, { name: 'status-form', of: [page.locator('h1'), submitOf(page)], mark: [submitOf(page)] });
    });

    test('status-withdraw', async ({ page }) => {
      await register(page, newPerson());
      await open(page, '/application');
      await page.locator('#withdraw > summary').click();
      await take(page, {
        name: 'status-withdraw',
        of: [page.locator('#withdraw')],
        mark: [page.locator('#withdraw .button--danger')],
      });
    });

    test('add-inn-found and add-inn-added', async ({ page }) => {
      const { inn } = newPerson({ taxpayer: false, office: '025' });
      await open(page, '/add-inn');
      await page.locator('#inn').fill(inn);
      await search(page).click();
      const add = page.locator('.add-inn__answer .button--primary');
      await add.waitFor();
      // the number that the page posts must stay: shown in a copy of the moment
      await disguise(page, withNew(inn));
      await take(page, { name: 'add-inn-found', of: [page.locator('.add-inn__answer')], mark: [add] });

      await open(page, '/add-inn');
      await page.locator('#inn').fill(inn);
      await search(page).click();
      await add.click();
      await page.locator('.add-inn__answer .message--success').waitFor();
      await disguise(page, withNew(inn));
      await take(page, { name: 'add-inn-added', of: [page.locator('.add-inn__answer')], mark: [add] });
    });

    test('check-inn', async ({ page }) => {
      await open(page, '/check-inn');
      await page.locator('#inn').fill(ASANOVA.inn);
      await search(page).click();
      await page.locator('.check-inn__verdict .message').waitFor();
      await take(page, {
        name: 'check-inn',
        of: [fieldOf(page, 'inn'), page.locator('.check-inn__verdict')],
        mark: [search(page)],
      });
    });

    test('office-queue', async ({ page, newVisitor }) => {
      await page.setViewportSize(DESK);
      const [inspector, colleague] = [newStaff(office, 'inspector', undefined, language), newStaff(office)];
      const desk = await newVisitor();
      await enterOffice(desk, colleague);
      const people = [];
      for (const [name, steps] of [
        ['Абдыраимова Гүлмира Сапаровна', ['accept']],
        ['Эшматов Алмаз Турдубекович', ['accept', 'grant']],
        ['Молдобаева Айнура Кадыровна', []],
      ] as const) {
        const person = newPerson({ office, name });
        people.push(person);
        const address = await openPlainly(desk, person, await file(await newVisitor(), person));
        for (const step of steps) await move(desk, address, step, TICKED);
      }
      const waiting = newPerson({ office, name: 'Ким Виктор Сергеевич' });
      people.push(waiting);
      await file(await newVisitor(), waiting);
      await signInStaff(page, inspector);
      await open(page, '/office');
      for (const [place, { inn }] of people.entries()) await disguise(page, asSpecimen(inn, place));
      await stopClocks(page);
      await take(page, { name: 'office-queue', of: [page.locator('.office__fresh'), page.locator('.office__lists')] });
    });

    test('case-accept and case-refuse', async ({ page, newVisitor }) => {
      await page.setViewportSize(DESK);
      const person = newPerson({ office, name: 'Абдыраимова Гүлмира Сапаровна' });
      const code = await file(await newVisitor(), person);
      await signInStaff(page, newStaff(office, 'inspector', undefined, language));
      await openCase(page, person, code);
      for (const box of await page.locator('#checks input').all()) await box.check();
      const accept = page.locator('#accept');
      await take(page, {
        name: 'case-accept',
        of: [page.locator('#decision'), page.locator('#give-back')],
        mark: [accept],
      });
      await page.reload();
      await acceptCase(page);
      await page.locator('#refuse > summary').click();
      await page.locator('.grounds__needs-document').check();
      const confirm = page.locator('#refuse .button--danger');
      await take(page, { name: 'case-refuse', of: [page.locator('#refuse')], mark: [confirm] });
    });

    test('annulment-evidence', async ({ page, newVisitor }) => {
      await page.setViewportSize(DESK);
      const staff = newStaff(office, 'inspector', undefined, language);
      const person = newPerson({ office, name: 'Эшматов Алмаз Турдубекович' });
      const login = await gainAccess(newVisitor, person, newStaff(office));
      await signInStaff(page, staff);
      await page.goto('/office/annulment');
      await page.locator('#inn').fill(person.inn);
      await page.locator('#document_number').fill('17-4/2210');
      await page.locator('#document_date').fill('14.10.2025');
      await page.locator('#reason').fill(NOTE[language]);
      await page.locator('#page-form .button--primary').click();
      const annul = page.locator('#page-form .button--danger');
      await annul.waitFor();
      await disguise(page, { ...asSpecimen(person.inn, 0), [login.slice(14)]: '318' });
      await take(page, { name: 'annulment-evidence', of: [page.locator('h1'), annul], mark: [annul] });
    });
    /* eslint-enable playwright/expect-expect */
  });
}
