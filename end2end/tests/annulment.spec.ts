// Access given up and taken away (regulation, paragraphs 18 to 21), and papers that anybody can check.
import { expect, test } from '../support/fixtures.ts';
import { open } from '../support/hydration.ts';
import {
  TICKED,
  acceptCase,
  enterOffice,
  gainAccess,
  move,
  openCase,
  openPlainly,
  signInStaff,
} from '../support/office.ts';
import { BAKIROVA, newPassword, newStaff } from '../support/people.ts';
import { wordsOf } from '../support/pdf.ts';
import { codeIn, file } from '../support/registration.ts';
import { enter, expectSignedIn, signIn } from '../support/sign_in.ts';

const WORDS = {
  ru: {
    link: 'Аннулирование доступа',
    kind: 'аннулирование доступа',
    told: 'Доступ аннулирован',
    ground: 'ваше заявление',
    note: 'Справка об аннулировании доступа',
    issued: 'Такой документ выдан',
    unknown: 'Документ с таким номером не выдавался',
  },
  ky: {
    link: 'Кирүүнү жокко чыгаруу',
    kind: 'кирүүнү жокко чыгаруу',
    told: 'жокко чыгарылды',
    ground: 'сиздин арызыңыз',
    note: 'Кирүүнү жокко чыгаруу жөнүндө маалымкат',
    issued: 'Мындай документ берилген',
    unknown: 'Мындай номердеги документ берилген эмес',
  },
} as const;

/** The mark in a paper: four groups of four. */
function markIn(paper: string): string {
  const mark = /\b(?:[0-9A-HJKMNP-TV-Z]{4}-){3}[0-9A-HJKMNP-TV-Z]{4}\b/.exec(paper)?.[0];
  if (mark === undefined) throw new Error('no mark on the paper');
  return mark;
}

for (const { lang, locale, javaScript } of [
  { lang: 'ru', locale: 'ru-RU', javaScript: true },
  { lang: 'ky', locale: 'ky-KG', javaScript: false },
] as const) {
  const words = WORDS[lang];
  const way = javaScript ? 'in Russian' : 'in Kyrgyz with JavaScript off';

  test(`access is given up from inside, entered at the window, and told at the sign-in, ${way}`, async ({
    newPage,
    newVisitor,
    person,
  }) => {
    const login = await gainAccess(newVisitor, person);
    const citizen = await newPage({ locale, javaScriptEnabled: javaScript });
    const elsewhere = await newVisitor();
    await enter(elsewhere, login, person.password);
    await signIn(citizen, login, person.password);
    await expectSignedIn(citizen);
    await citizen.goto('/cabinet');
    // the account speaks the language that it was applied for in: the page is taken in the reader's
    await citizen.locator(`.languages__button[value=${lang}]`).click();
    await citizen.locator(`html[lang=${lang}]`).waitFor();
    await citizen.getByRole('link', { name: words.link }).click();
    await expect(citizen).toHaveURL(/\/cabinet\/annulment$/);
    await citizen.locator('#page-form .button--primary').click();
    await expect(citizen.locator('#passport')).toHaveAttribute('aria-invalid', 'true');
    await citizen.locator('#passport').fill(person.passport);
    await citizen.locator('#page-form .button--primary').click();
    await expect(citizen).toHaveURL(/\/application$/);
    const code = codeIn(await citizen.locator('main').innerText());
    const paper = wordsOf(await (await citizen.request.get(`/application/paper.pdf?lang=${lang}`)).body());
    expect(paper).toContain(words.kind);

    const inspector = await newPage({ locale: 'ru-RU' });
    await signInStaff(inspector, BAKIROVA);
    await openCase(inspector, person, code);
    await acceptCase(inspector);
    expect((await elsewhere.get('/cabinet')).url(), 'acceptance ends nothing').toMatch(/\/cabinet$/);
    await inspector.locator('#grant > summary').click();
    await inspector.locator('#grant-confirm').click();
    await expect(inspector.locator('#print-decision')).toBeVisible();
    expect((await elsewhere.get('/cabinet')).url(), 'every session has ended').toContain('/sign-in');

    await citizen.context().clearCookies({ name: '__Host-session' });
    await signIn(citizen, login, newPassword());
    await expect(citizen.locator('.error-summary')).toBeVisible();
    await expect(citizen.locator('main')).not.toContainText(words.told);
    // within a second of a wrong password not even the right one is tried
    await expect(async () => {
      await signIn(citizen, login, person.password);
      await expect(citizen.locator('main')).toContainText(words.told, { timeout: 2_000 });
    }).toPass();
    await expect(citizen.locator('main')).toContainText(words.ground);

    const address = (await inspector.locator('#print-decision').getAttribute('href')) ?? '';
    const note = wordsOf(await (await inspector.request.get(`${address}?lang=${lang}`)).body());
    expect(note).toContain(words.note);
    const stranger = await newPage({ locale, javaScriptEnabled: javaScript });
    await stranger.goto('/papers');
    await stranger.locator('#mark').fill(markIn(note).toLowerCase());
    await stranger.locator('form[action="/papers"] button').click();
    await expect(stranger).toHaveURL(/\/papers\/[0-9A-Z]{16}$/);
    await expect(stranger.locator('main')).toContainText(words.issued);
    await expect(stranger.locator('main')).toContainText(words.note);
    for (const personal of [person.inn, person.name, login]) {
      await expect(stranger.locator('main')).not.toContainText(personal);
    }
    const unknown = await stranger.goto('/papers/0000000000000000');
    expect(unknown?.status()).toBe(404);
    await expect(stranger.locator('main')).toContainText(words.unknown);
  });
}

test('somebody who does not sign in any more applies from outside, and the answer does not tell whether there is access', async ({
  newPage,
  newVisitor,
  person,
}) => {
  await gainAccess(newVisitor, person);
  const citizen = await newPage({ locale: 'ru-RU', javaScriptEnabled: false });
  await citizen.goto('/sign-in');
  await citizen.getByRole('link', { name: WORDS.ru.link }).click();
  await citizen.locator('#inn').fill(person.inn.slice(1));
  await citizen.locator('#page-form .button--primary').click();
  await expect(citizen.locator('#inn')).toHaveAttribute('aria-invalid', 'true');
  await citizen.locator('#inn').fill(person.inn);
  await citizen.locator('#passport').fill(person.passport);
  await citizen.locator('#phone').fill('+996 555 123 456');
  await citizen.locator('#page-form .button--primary').click();
  await expect(citizen).toHaveURL(/\/application$/);
  const code = codeIn(await citizen.locator('main').innerText());
  const office = await newVisitor();
  await enterOffice(office, BAKIROVA);
  const address = await openPlainly(office, person, code);
  expect((await move(office, address, 'accept', TICKED)).ok()).toBe(true);
});

test('on documentary evidence access ends at once, typed once and confirmed, and a new application brings it back', async ({
  newPage,
  newVisitor,
  person,
}) => {
  const login = await gainAccess(newVisitor, person);
  const citizen = await newVisitor();
  await enter(citizen, login, person.password);
  const inspector = await newPage({ locale: 'ru-RU' });
  await signInStaff(inspector, newStaff('001'));
  await open(inspector, '/office');
  await inspector.getByRole('link', { name: 'Аннулирование по документальным сведениям' }).click();
  await inspector.locator('#inn').fill(login);
  await inspector.locator('#page-form .button--primary').click();
  await expect(inspector.locator('#document_number')).toHaveAttribute('aria-invalid', 'true');
  await expect(inspector.locator('#inn')).toHaveValue(login);
  await inspector.locator('#document_number').fill('17-4/2210');
  await inspector.locator('#document_date').fill('14.10.2025');
  await inspector.locator('#reason').fill('Постановление о признании поставок фиктивными');
  await inspector.locator('#page-form .button--primary').click();
  await expect(inspector.locator('main')).toContainText(person.name);
  expect((await citizen.get('/cabinet')).url(), 'seen is not annulled').toMatch(/\/cabinet$/);
  await inspector.locator('#page-form .button--danger').click();
  await expect(inspector).toHaveURL(/\/office\/annulment\/[0-9a-f-]{36}$/);
  await expect(inspector.locator('main')).toContainText('17-4/2210');
  expect((await citizen.get('/cabinet')).url()).toContain('/sign-in');

  const code = await file(await newVisitor(), { ...person, password: newPassword() });
  await openCase(inspector, person, code);
  await expect(inspector.locator('main')).toContainText('Доступ субъекта уже аннулировали');
  await expect(inspector.locator('main')).toContainText('признании поставок фиктивными');
});
