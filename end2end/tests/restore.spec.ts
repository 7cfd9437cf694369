// A forgotten password: from the sign-in page to the new one, and what becomes of the old.
import type { APIRequestContext, BrowserContextOptions } from '@playwright/test';
import { call, expect, test } from '../support/fixtures.ts';
import { arrive, settled } from '../support/hydration.ts';
import {
  TICKED,
  acceptCase,
  enterOffice,
  gainAccess,
  move,
  openAddress,
  openPlainly,
  signInStaff,
} from '../support/office.ts';
import { BAKIROVA, newPassword, newPerson, type Person } from '../support/people.ts';
import { wordsOf } from '../support/pdf.ts';
import {
  codeIn,
  confirmation,
  fillRegistration,
  registrationForm,
  restorePlainly,
  submitOf,
} from '../support/registration.ts';
import { enter, expectSignedIn, signIn } from '../support/sign_in.ts';
import { MESSAGES, type Messages } from '../support/words.ts';

interface Way {
  name: string;
  javaScript: boolean;
  lang: 'ru' | 'ky';
  messages: Messages;
  words: { saved: string; kind: string; decision: string; forgotten: string };
  options: BrowserContextOptions;
}

const RU = {
  saved: 'Заявление на восстановление доступа сохранено',
  kind: 'восстановление доступа',
  decision: 'Решение о восстановлении доступа',
  forgotten: 'Забыли пароль?',
};
const KY = {
  saved: 'Кирүү мүмкүнчүлүгүн калыбына келтирүү жөнүндө арыз сакталды',
  kind: 'кирүү мүмкүнчүлүгүн калыбына келтирүү',
  decision: 'Кирүү мүмкүнчүлүгүн калыбына келтирүү жөнүндө чечим',
  forgotten: 'Сыр сөздү унуттуңузбу?',
};

const WAYS: Way[] = [
  {
    name: 'in Russian at a desktop',
    javaScript: true,
    lang: 'ru',
    messages: MESSAGES.ru,
    words: RU,
    options: { locale: 'ru-RU', viewport: { width: 1280, height: 720 } },
  },
  {
    name: 'in Kyrgyz on a phone of 360 px',
    javaScript: true,
    lang: 'ky',
    messages: MESSAGES.ky,
    words: KY,
    options: { locale: 'ky-KG', viewport: { width: 360, height: 740 }, hasTouch: true, isMobile: true },
  },
  {
    name: 'with JavaScript off',
    javaScript: false,
    lang: 'ru',
    messages: MESSAGES.ru,
    words: RU,
    options: { locale: 'ru-RU', javaScriptEnabled: false },
  },
];

/** The person as they are after choosing another password. */
function withNewPassword(person: Person): Person {
  return { ...person, password: newPassword() };
}

/** A restore accepted by an inspector without a browser; the address of its case. */
async function accepted(office: APIRequestContext, person: Person, code: string): Promise<string> {
  await enterOffice(office, BAKIROVA);
  const address = await openPlainly(office, person, code);
  expect((await move(office, address, 'accept', TICKED)).ok(), 'accepted').toBe(true);
  return address;
}

for (const { name, javaScript, lang, messages, words, options } of WAYS) {
  test(`a forgotten password, ${name}`, async ({ newPage, newVisitor, person }) => {
    const login = await gainAccess(newVisitor, person);
    const forgetful = withNewPassword(person);
    const citizen = await newPage(options);
    const office = await newPage({ locale: 'ru-RU', javaScriptEnabled: javaScript });
    const elsewhere = await newVisitor();
    await enter(elsewhere, login, person.password);
    let code = '';

    await test.step('«Забыли пароль?» leads to the form', async () => {
      await arrive(citizen, '/sign-in', javaScript);
      const section = citizen.locator('.sign-in__ways section').filter({ hasText: words.forgotten });
      await section.getByRole('link').click();
      await expect(citizen).toHaveURL(/\/restore$/);
      await settled(citizen, javaScript);
      await expect(citizen.locator('select#subject_kind')).toHaveCount(0);
    });

    await test.step('an empty field is named as on the form of the registration', async () => {
      await citizen.locator('#inn').fill(forgetful.inn);
      await submitOf(citizen).click();
      await expect(citizen.locator('#passport-error')).toContainText(messages.required);
      await expect(citizen.locator('#inn')).toHaveValue(forgetful.inn);
      await expect(citizen).toHaveURL(/\/restore$/);
    });

    await test.step('the application is saved', async () => {
      await fillRegistration(citizen, forgetful);
      await submitOf(citizen).click();
      await expect(confirmation(citizen)).toContainText(words.saved);
      code = codeIn(await citizen.locator('.code__text').innerText());
    });

    await test.step('cell 101 says what it is', async () => {
      const answer = await citizen.request.get(`/application/paper.pdf?lang=${lang}`);
      expect(wordsOf(await answer.body())).toContain(words.kind);
    });

    await test.step('the inspector sees the kind and the account', async () => {
      await signInStaff(office, BAKIROVA);
      await settled(office, javaScript);
      await office.locator('#inn').fill(forgetful.inn);
      await office.locator('#code').fill(code);
      await office.locator('.opening__actions button').click();
      await expect(office.locator('.case__filed')).toContainText('Восстановление доступа');
      await expect(office.locator('.case__facts')).toContainText('Учётная запись есть с');
      await acceptCase(office);
      await expect(office.locator('#grant > summary')).toContainText('Восстановить доступ');
    });

    await test.step('until the decision the old password works, and the new one does not', async () => {
      await enter(await newVisitor(), login, person.password);
      await signIn(citizen, login, forgetful.password);
      await expect(citizen.locator('.error-summary')).toContainText(messages.wrongCredentials);
      expect((await elsewhere.get('/cabinet')).url()).toMatch(/\/cabinet$/);
    });

    await test.step('the decision bears the login that there was', async () => {
      await office.locator('#grant > summary').click();
      await expect(office.locator('#grant')).toContainText('логин останется');
      await office.locator('#grant-confirm').click();
      await expect(office.locator('#decision')).toContainText('Доступ восстановлен');
      const address = (await office.locator('#print-decision').getAttribute('href')) ?? '';
      const text = wordsOf(await (await office.request.get(address)).body());
      expect(text).toContain(words.decision);
      expect(text.replaceAll(' ', '')).toContain(login);
      await expect(office.locator('.timeline__event').last()).toContainText('Доступ восстановлен');
    });

    await test.step('from then on the old session and the old password are nothing', async () => {
      expect((await elsewhere.get('/cabinet')).url()).toContain('/sign-in');
      await signIn(citizen, login, person.password);
      await expect(citizen.locator('.error-summary')).toContainText(messages.wrongCredentials);
    });

    await test.step('and the new one opens the cabinet', async () => {
      await expect(async () => {
        await signIn(citizen, login, forgetful.password);
        await expect(citizen).toHaveURL(/\/cabinet$/, { timeout: 1_500 });
      }).toPass();
      await expectSignedIn(citizen);
      await expect(citizen.locator('.history')).not.toHaveText('');
    });
  });
}

test('nothing that a stranger sees tells whether there is an access', async ({ newVisitor, person }) => {
  await gainAccess(newVisitor, person);
  const seen: string[] = [];
  for (const one of [person, newPerson()]) {
    const visitor = await newVisitor();
    const code = await restorePlainly(visitor, one);
    const page = await (await visitor.get('/application')).text();
    const main = /<main[\s\S]*<\/main>/.exec(page)?.[0] ?? '';
    const [grouped] = /[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{2}/.exec(main) ?? [''];
    const bare = [code, grouped, one.inn, one.name].reduce((text, own) => text.replaceAll(own, ''), main);
    seen.push(bare.replaceAll(/\d/g, '0').replaceAll(/\s+/g, ' '));
  }
  expect(seen[0]).toBe(seen[1]);
});

test('a VAT payer is not turned away from restoring, and is from a first access', async ({ page, newVisitor }) => {
  const person = newPerson({ vatPayer: true });
  await arrive(page, '/restore', true);
  await fillRegistration(page, person);
  await submitOf(page).click();
  await expect(confirmation(page)).toContainText(RU.saved);
  const code = codeIn(await page.locator('.code__text').innerText());
  const refused = await call(await newVisitor(), '/api/registration/register', {
    form: { ...registrationForm(person), kind: 'grant' },
  });
  expect(refused.status()).toBe(422);

  // there is no access to restore: the inspector is told, before and after pressing «Принять»
  const office = await newVisitor();
  await enterOffice(office, BAKIROVA);
  const address = await openPlainly(office, person, code);
  expect(await (await office.get(address)).text()).toContain('Восстанавливать нечего');
  const answer = await move(office, address, 'accept', TICKED);
  expect(answer.status()).toBe(409);
  expect(await answer.text()).toContain('Восстанавливать нечего');
});

test('without an account the decision is a first access', async ({ page, newVisitor, person }) => {
  const code = await restorePlainly(await newVisitor(), person);
  const office = await newVisitor();
  const address = await accepted(office, person, code);
  const html = await (await office.get(address)).text();
  expect(html).toContain('Учётной записи нет');
  const granted = await (await move(office, address, 'grant')).text();
  const login = (/class="code__text"[^>]*>\s*([\d\s]+)/.exec(granted)?.[1] ?? '').replaceAll(/\s/g, '');
  await signIn(page, login, person.password);
  await expectSignedIn(page);
});

test('the queue tells a restore from a first access', async ({ newVisitor, inspector, person }) => {
  const code = await restorePlainly(await newVisitor(), person);
  const address = await accepted(await newVisitor(), person, code);
  await openAddress(inspector, '/office');
  const row = inspector.locator('.queue__row').filter({ has: inspector.locator(`a[href="${address}"]`) });
  await expect(row).toContainText('Восстановление доступа');
});

test('an organisation is not restored, and other kinds can not be asked for', async ({ newVisitor, person }) => {
  const visitor = await newVisitor();
  const wrong: [string, string, string][] = [
    ['inn', '02907200410161', 'inn'],
    ['subject_kind', 'legal_entity', 'kind'],
    ['kind', 'link', 'kind'],
    ['kind', 'annul', 'kind'],
  ];
  for (const [field, value, place] of wrong) {
    const answer = await call(visitor, '/api/registration/register', {
      form: { ...registrationForm(person), kind: 'restore', [field]: value },
    });
    expect(answer.status(), `${field} = ${value}`).toBe(422);
    const { validation } = (await answer.json()) as { validation: [string, unknown][] };
    expect(validation.map(([at]) => at)).toContain(place);
  }
});
