// States that only eyes can judge: the same pages as in support/states.ts with much in them, long words, a menu unfolded,
// the focus somewhere, or an answer that the server seldom gives.
import type { Page } from '@playwright/test';
import { open } from '../support/hydration.ts';
import { freshCode } from '../support/authenticator.ts';
import { CHECKS, enterOffice, gainAccess, grantPlainly, move, openAddress, openCase } from '../support/office.ts';
import { wordsOf } from '../support/pdf.ts';
import { BAKIROVA, newPassword, newPerson, newStaff, withoutFactor, type Person } from '../support/people.ts';
import { fillOrganisation, newOrganisation } from '../support/organisations.ts';
import { codeIn, confirmation, file, fillRegistration, register, submitOf } from '../support/registration.ts';
import { NO_ID } from '../support/routes.ts';
import { enter, signIn } from '../support/sign_in.ts';
import {
  ACCEPT,
  GRANT,
  atAdministration,
  atCase,
  atWork,
  caseAfter,
  caseAt,
  inCabinet,
  summary,
  type NewVisitor,
  type State,
} from '../support/states/arrive.ts';

/** As long as names get, with the letters that only Kyrgyz has. */
const LONG_NAME = 'Абдыкадырова-Сулайманбекова Зейнепгүл Абдыкааровна Жээнбекөвна';

const unfold = async (page: Page, path: string, summaryOf: string) => {
  await page.setViewportSize({ width: 360, height: 720 });
  await open(page, path);
  await page.locator(`${summaryOf} > summary`).click();
};

/** Server functions below `path` give this answer. */
const answering = (page: Page, path: string, status: number, error: unknown) =>
  page.route(`**/api/${path}`, (route) => route.fulfill({ status, json: error }));

const PUBLIC: State[] = [
  { name: 'home-demo', arrive: (page) => unfold(page, '/', '.demo') },
  { name: 'home-menu', arrive: (page) => unfold(page, '/', '.header__menu') },
  {
    name: 'help-answer',
    arrive: async (page) => {
      await open(page, '/help');
      for (const question of await page.locator('.help__question > summary').all()) await question.click();
    },
  },
  {
    name: 'failure',
    arrive: async (page) => {
      await page.goto('/application/paper.pdf');
    },
  },
  {
    name: 'registration-looked-up',
    arrive: async (page) => {
      await open(page, '/registration');
      await page.locator('#inn').fill(newPerson({ name: LONG_NAME }).inn);
      await page.locator('button[name=action]').click();
      await page.locator('.registry__value', { hasText: '***' }).first().waitFor();
    },
  },
  {
    name: 'registration-vat-payer',
    arrive: async (page) => {
      const person = newPerson({ vatPayer: true });
      await open(page, '/registration');
      await fillRegistration(page, person);
      await page.locator('.registry__value', { hasText: person.address }).waitFor();
      await submitOf(page).click();
      await page.locator('.field__error:not(:empty), .error-summary, .registry__advice .message').first().waitFor();
      await page.locator('#passport').focus();
    },
  },
  {
    name: 'organisation-errors',
    arrive: async (page) => {
      await open(page, '/registration');
      await page.locator('#subject_kind').selectOption('legal_entity');
      await page.locator('#branch').check();
      await submitOf(page).click();
      await summary(page);
    },
  },
  {
    name: 'organisation-filled',
    arrive: async (page) => {
      const organisation = newOrganisation();
      await open(page, '/registration');
      await fillOrganisation(page, organisation);
      await page.locator('#branch').check();
      await page.locator('#head_inn').fill(newOrganisation().inn);
      await page.locator('button[name=action][value=look_up_head]').click();
      await page.locator('#registry-head_inn .registry__value').first().waitFor();
    },
  },
  {
    name: 'organisation-not-officer',
    arrive: async (page) => {
      await open(page, '/registration');
      await fillOrganisation(page, newOrganisation(), newPerson({ name: LONG_NAME }));
      await submitOf(page).click();
      await summary(page);
    },
  },
  {
    name: 'organisation-confirmation',
    arrive: async (page) => {
      await open(page, '/registration');
      await fillOrganisation(page, newOrganisation());
      await submitOf(page).click();
      await confirmation(page).waitFor();
    },
  },
  {
    name: 'registration-failed',
    arrive: async (page) => {
      await open(page, '/registration');
      await fillRegistration(page, newPerson());
      await answering(page, 'registration/register', 502, { internal: { request_id: '0123456789abcdef01234567' } });
      await submitOf(page).click();
      await summary(page);
    },
  },
  {
    name: 'registration-throttled',
    arrive: async (page) => {
      await open(page, '/registration');
      await answering(page, 'registration/look_up', 429, { throttled: { retry_after: 90 } });
      await page.locator('#inn').fill(newPerson().inn);
      await page.locator('button[name=action]').click();
      await page.locator('.registry__advice .message, .error-summary').first().waitFor();
    },
  },
  {
    name: 'application-submitted',
    arrive: async (page, newVisitor) => {
      const person = newPerson({ name: LONG_NAME });
      const code = await file(await newVisitor(), person);
      await open(page, '/application');
      await page.locator('#inn').fill(person.inn);
      await page.locator('#code').fill(code);
      await submitOf(page).click();
      await page.locator('.status__tag').waitFor();
    },
  },
  {
    name: 'application-superseded',
    arrive: async (page, newVisitor) => {
      const person = newPerson();
      await register(page, person);
      const code = await file(await newVisitor(), person);
      const office = await newVisitor();
      await enterOffice(office, BAKIROVA);
      await grantPlainly(office, person, code);
      await open(page, '/application');
    },
  },
  {
    name: 'sign-in-empty',
    arrive: async (page) => {
      await open(page, '/sign-in');
      await submitOf(page).click();
      await summary(page);
    },
  },
  {
    name: 'sign-in-throttled',
    arrive: async (page) => {
      await open(page, '/sign-in');
      await answering(page, 'sign_in/**', 429, { throttled: { retry_after: 90 } });
      await page.locator('#login').fill('20101199000001424');
      await page.locator('#password').fill(newPassword());
      for (const last of Array.from('0123456789')) {
        await page.locator('#login').fill(`2010119900000142${last}`);
        await submitOf(page).click();
        await summary(page);
        if ((await page.locator('#login-error:not(:empty)').count()) === 0) break;
      }
    },
  },
];

const CABINET: State[] = [
  {
    name: 'cabinet-full',
    arrive: async (page, newVisitor) => {
      const person = newPerson({ name: LONG_NAME });
      const login = await inCabinet(page, newVisitor, person);
      for (const password of [person.password, newPassword(), person.password]) {
        const visitor = await newVisitor();
        if (password === person.password) await enter(visitor, login, password).catch(() => undefined);
        else await visitor.post('/sign-in', { form: { login, password } });
      }
      await open(page, '/cabinet');
    },
  },
  {
    name: 'cabinet-password-changed',
    arrive: async (page, newVisitor) => {
      const person = newPerson();
      const then = newPassword();
      await inCabinet(page, newVisitor, person);
      await page.locator('.cabinet__fold > summary').click();
      await page.locator('#current_password').fill(person.password);
      await page.locator('#password').fill(then);
      await page.locator('#password_repeated').fill(then);
      await page.locator('.cabinet__fold .button--primary').click();
      await page.locator('.message--success').waitFor();
    },
  },
];

const OFFICE: State[] = [
  {
    name: 'office-sign-in-refused',
    arrive: async (page) => {
      await open(page, '/office/sign-in');
      await page.locator('#login').fill('bakirova.001');
      await page.locator('#password').fill(newPassword());
      await submitOf(page).click();
      await summary(page);
    },
  },
  {
    name: 'queue-full',
    arrive: async (page, newVisitor) => {
      const staff = newStaff('003');
      const desk = await newVisitor();
      await enterOffice(desk, staff);
      for (const [number, steps] of [
        [ACCEPT],
        [ACCEPT],
        [ACCEPT],
        [ACCEPT, GRANT],
        [ACCEPT, GRANT],
        [],
        [],
      ].entries()) {
        const person = newPerson({ office: '003', ...(number % 2 === 0 ? { name: LONG_NAME } : {}) });
        await caseAt(desk, newVisitor, steps, person);
      }
      await atWork(page, staff);
      await page.keyboard.press('j');
    },
  },
  {
    name: 'case-long-name',
    arrive: (page, newVisitor) => atCase(page, newVisitor, [ACCEPT], newPerson({ name: LONG_NAME })),
  },
  {
    name: 'case-conflict',
    arrive: async (page, newVisitor) => {
      const staff = newStaff('001');
      const address = await caseAfter(newVisitor, staff, []);
      await atWork(page, staff);
      await openAddress(page, address);
      const colleague = await newVisitor();
      await enterOffice(colleague, staff);
      for (const name of CHECKS) await page.locator(`#${name}`).check();
      await move(colleague, address, ...ACCEPT);
      await page.locator('#accept').click();
      await summary(page);
    },
  },
  {
    name: 'case-refusing-document',
    arrive: async (page, newVisitor) => {
      await atCase(page, newVisitor, [ACCEPT], newPerson({ atRisk: true, name: LONG_NAME }));
      await page.locator('#refuse > summary').click();
      await page.locator('.grounds__needs-document').check();
      await page.locator('#document_number').fill('');
      await page.locator('#document_date').fill('31.02.2025');
      await page.locator('#refuse .button--danger').click();
      await summary(page);
    },
  },
  {
    name: 'case-missing',
    arrive: async (page) => {
      await atWork(page, newStaff('001'));
      await open(page, `/office/applications/${NO_ID}`);
    },
  },
  {
    name: 'case-of-a-taxpayer',
    arrive: async (page, newVisitor) => {
      await inCabinet(page, newVisitor);
      await open(page, '/office');
    },
  },
];

/** The plain page of an annulment on evidence, filled in and sent to be looked at. */
async function evidence(page: Page, person: Person): Promise<void> {
  await page.goto('/office/annulment');
  await page.locator('#inn').fill(person.inn);
  await page.locator('#document_number').fill('17-4/2210');
  await page.locator('#document_date').fill('14.10.2025');
  await page.locator('#reason').fill('Постановление о признании поставок фиктивными');
  await submitOf(page).click();
  await page.locator('#page-form .button--danger').waitFor();
}

/** Papers that every application of a farm to restore must be shown with. */
async function listPapers(newVisitor: NewVisitor): Promise<void> {
  const administrator = await newVisitor();
  await enterOffice(administrator, newStaff('', 'administrator'));
  const html = await (await administrator.get('/administration?papers=annul.farm')).text();
  const version = /name="version"[^>]*value="(\d+)"/.exec(html)?.[1] ?? '';
  const form = {
    kind: 'annul',
    subject_kind: 'farm',
    version,
    papers_ru: 'Свидетельство о регистрации крестьянского хозяйства\nДоверенность, если пришёл не глава хозяйства',
    papers_ky: 'Дыйкан чарбасынын каттоо күбөлүгү\nЧарбанын башчысы келбесе, ишеним кат',
    reason: 'Приказ № 17 от 01.11.2026',
  };
  await administrator.post('/administration/papers', { form });
}

const NEW_PAGES: State[] = [
  {
    name: 'annulment',
    arrive: async (page) => {
      await page.goto('/annulment');
    },
  },
  {
    name: 'annulment-filed',
    arrive: async (page) => {
      const person = newPerson({ name: LONG_NAME });
      await page.goto('/annulment');
      await page.locator('#inn').fill(person.inn);
      await page.locator('#passport').fill(person.passport);
      await page.locator('#phone').fill('0555 123 456');
      await submitOf(page).click();
      await page.waitForURL('**/application');
    },
  },
  {
    name: 'office-annulment',
    arrive: async (page) => {
      await atWork(page, newStaff('001'));
      await page.goto('/office/annulment');
    },
  },
  {
    name: 'office-annulment-confirm',
    arrive: async (page, newVisitor) => {
      const person = newPerson({ name: LONG_NAME });
      await gainAccess(newVisitor, person);
      await atWork(page, newStaff('001'));
      await evidence(page, person);
    },
  },
  {
    name: 'office-annulment-made',
    arrive: async (page, newVisitor) => {
      const person = newPerson();
      await gainAccess(newVisitor, person);
      await atWork(page, newStaff('001'));
      await evidence(page, person);
      await page.locator('#page-form .button--danger').click();
      await page.waitForURL('**/office/annulment/*');
    },
  },
  {
    name: 'case-annulment',
    arrive: async (page, newVisitor) => {
      await listPapers(newVisitor);
      const person = newPerson({ kind: 'farm' });
      await gainAccess(newVisitor, person);
      const citizen = await newVisitor();
      const form = { inn: person.inn, passport: person.passport, phone: '0555 123 456', email: '', submission: '' };
      const code = codeIn(await (await citizen.post('/annulment', { form })).text());
      await atWork(page, newStaff('001'));
      await openCase(page, person, code);
      await page.locator('#give-back > summary').click();
    },
  },
  {
    name: 'sign-in-annulled',
    arrive: async (page, newVisitor) => {
      const person = newPerson();
      const login = await gainAccess(newVisitor, person);
      const desk = await newVisitor();
      await enterOffice(desk, newStaff('001'));
      const form = {
        inn: person.inn,
        document_number: '17-4/2210',
        document_date: '14.10.2025',
        reason: 'Постановление о признании поставок фиктивными',
        action: 'annul',
      };
      await desk.post('/office/annulment', { form });
      await signIn(page, login, person.password);
      await page.locator('main .message').first().waitFor();
    },
  },
  {
    name: 'paper-issued',
    arrive: async (page, newVisitor) => {
      const desk = await newVisitor();
      const staff = newStaff('001');
      await enterOffice(desk, staff);
      const address = await caseAfter(newVisitor, staff, [ACCEPT, GRANT]);
      const paper = wordsOf(await (await desk.get(`${address}/decision.pdf`)).body());
      const mark = /\b(?:[0-9A-HJKMNP-TV-Z]{4}-){3}[0-9A-HJKMNP-TV-Z]{4}\b/.exec(paper)?.[0] ?? '';
      await page.goto(`/papers/${mark.replaceAll('-', '')}`);
    },
  },
  {
    name: 'papers',
    arrive: async (page) => {
      await page.goto('/papers');
    },
  },
  {
    name: 'office-sign-in-code',
    arrive: async (page) => {
      const staff = newStaff('001');
      await page.goto('/office/sign-in');
      await page.locator('#login').fill(staff.userName);
      await page.locator('#password').fill(staff.password);
      await submitOf(page).click();
      await page.locator('#code').waitFor();
    },
  },
  {
    name: 'office-sign-in-recovery-codes',
    arrive: async (page) => {
      const staff = withoutFactor();
      await page.goto('/office/sign-in');
      await page.locator('#login').fill(staff.userName);
      await page.locator('#password').fill(staff.password);
      await submitOf(page).click();
      const secret = (await page.locator('.enrolment__secret').innerText()).replaceAll(' ', '');
      await page.locator('#code').fill(await freshCode(secret));
      await submitOf(page).click();
      await page.locator('.recovery-codes').waitFor();
    },
  },
  {
    name: 'staff-invited',
    arrive: async (page) => {
      await atAdministration(page, '/administration/staff');
      await page.locator('.staff__invite > summary').click();
      await page.locator('#name').fill('Жумабаев Талант Кубатович');
      await page.locator('#user_name').fill(`guest-${String(Date.now())}`);
      await page.locator('#office').selectOption('001');
      await page.locator('button[value=invite]').click();
      await page.locator('.staff__password').waitFor();
    },
  },
  {
    name: 'required-papers',
    arrive: async (page, newVisitor) => {
      await listPapers(newVisitor);
      await atAdministration(page, '/administration?papers=annul.farm');
      await page.locator('details > summary').first().click();
    },
  },
  {
    name: 'queue-filtered',
    arrive: async (page, newVisitor) => {
      const staff = newStaff('004');
      await caseAfter(newVisitor, staff, [ACCEPT], newPerson({ office: '004', name: LONG_NAME }));
      await caseAfter(newVisitor, staff, [ACCEPT], newPerson({ office: '004' }));
      await atWork(page, staff);
      await open(page, '/office?part=to_decide&kind=grant&mine=on');
      await page.locator('.views__title').click();
      await page.locator('#view-name').fill('Мои предоставления');
      await page.locator('.views__form button').click();
      await page.locator('.views__link').waitFor();
    },
  },
  {
    name: 'queue-found-nothing',
    arrive: async (page) => {
      await atWork(page, newStaff('005'));
      await page.locator('#search').fill('Несуществующий');
      await page.locator('.filters__search button').click();
      await page.locator('.queue__empty').waitFor();
    },
  },
  {
    name: 'queue-claimed',
    arrive: async (page, newVisitor) => {
      const [staff, colleague] = [newStaff('007'), newStaff('007')];
      await caseAfter(newVisitor, colleague, [ACCEPT], newPerson({ office: '007', name: LONG_NAME }));
      await caseAfter(newVisitor, staff, [], newPerson({ office: '007' }));
      await caseAfter(newVisitor, colleague, [ACCEPT, GRANT], newPerson({ office: '007' }));
      await atWork(page, staff);
      await page.locator('.held').first().waitFor();
    },
  },
];

export const MORE_STATES: State[] = [...PUBLIC, ...CABINET, ...OFFICE, ...NEW_PAGES];
