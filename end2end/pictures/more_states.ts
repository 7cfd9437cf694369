// States that only eyes can judge: the same pages as in support/states.ts with much in them, long words, a menu unfolded,
// the focus somewhere, or an answer that the server seldom gives.
import type { Page } from '@playwright/test';
import { open } from '../support/hydration.ts';
import { CHECKS, enterOffice, grantPlainly, move, openAddress } from '../support/office.ts';
import { BAKIROVA, newPassword, newPerson, newStaff } from '../support/people.ts';
import { fillOrganisation, newOrganisation } from '../support/organisations.ts';
import { confirmation, file, fillRegistration, register, submitOf } from '../support/registration.ts';
import { NO_ID } from '../support/routes.ts';
import { enter } from '../support/sign_in.ts';
import { ACCEPT, GRANT, atCase, atWork, caseAfter, inCabinet, summary, type State } from '../support/states.ts';

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
        await caseAfter(newVisitor, staff, steps, person);
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

export const MORE_STATES: State[] = [...PUBLIC, ...CABINET, ...OFFICE];
