// What the regulation (seed 001) asks of the papers of an office, in both languages, by plain posts: docs/seeds.md.
import type { APIRequestContext } from '@playwright/test';
import { expect, test } from '../support/fixtures.ts';
import { TICKED, enterOffice, gainAccess, move, openPlainly } from '../support/office.ts';
import { propertiesOf, wordsOf } from '../support/pdf.ts';
import { newPerson, newStaff } from '../support/people.ts';
import { PHONE, codeIn, file, restorePlainly } from '../support/registration.ts';

const WORDS = {
  ru: {
    copies: ['Экземпляр субъекта', 'Экземпляр налогового органа'],
    mark: 'Отметка о принятии заявления',
    received: 'Экземпляр решения получил(а)',
    annul: 'Прошу аннулировать доступ',
    note: 'Справка об аннулировании доступа',
    paper: 'Свидетельство крестьянского хозяйства',
  },
  ky: {
    copies: ['Субъекттин нускасы', 'Салык органынын нускасы'],
    mark: 'Арызды кабыл алуу белгиси',
    received: 'Чечимдин нускасын алдым',
    annul: 'кирүүнү жокко чыгарууну суранам',
    note: 'Кирүүнү жокко чыгаруу жөнүндө маалымкат',
    paper: 'Дыйкан чарбасынын күбөлүгү',
  },
} as const;

const times = (text: string, what: string) => text.split(what).length - 1;

/** A paper of a case, as words; it has two copies. */
async function paperOf(office: APIRequestContext, address: string, copies: readonly string[]): Promise<string> {
  const pdf = await (await office.get(address)).body();
  expect(Number(propertiesOf(pdf)['Pages']), address).toBeGreaterThanOrEqual(2);
  const text = wordsOf(pdf);
  for (const copy of copies) expect(text.toLowerCase(), address).toContain(copy.toLowerCase());
  return text;
}

/** The day after tomorrow in Bishkek, as pages write it. */
function inTwoDays(): string {
  const then = new Date(Date.now() + 2 * 24 * 3600 * 1000);
  const numbers = { day: '2-digit', month: '2-digit', year: 'numeric' } as const;
  return then.toLocaleDateString('en-GB', { timeZone: 'Asia/Bishkek', ...numbers }).replaceAll('/', '.');
}

for (const lang of ['ru', 'ky'] as const) {
  const words = WORDS[lang];
  const way = lang === 'ru' ? 'in Russian' : 'in Kyrgyz';

  test(`mark of acceptance, decision and their two copies, ${way}`, async ({ newVisitor, person }) => {
    const citizen = await newVisitor(lang);
    const code = await file(citizen, person);
    const office = await newVisitor();
    await enterOffice(office, newStaff('001'));
    const address = await openPlainly(office, person, code);
    const unmarked = await paperOf(office, `${address}/application.pdf`, words.copies);
    expect(unmarked).not.toContain(words.mark);
    await move(office, address, 'accept', TICKED);
    const marked = await paperOf(office, `${address}/application.pdf`, words.copies);
    expect(times(marked, words.mark), 'the mark on both copies').toBe(2);
    const [number = ''] = /001-\d{4}-\d{6}/.exec(marked) ?? [];
    expect(times(marked, number), 'with its number').toBeGreaterThanOrEqual(2);
    await move(office, address, 'grant');
    const decision = await paperOf(office, `${address}/decision.pdf`, words.copies);
    expect(times(decision, words.received), 'a place to sign for it').toBeGreaterThanOrEqual(1);
    expect(times(decision.replaceAll(' ', ''), person.inn), 'the login on both copies').toBeGreaterThanOrEqual(2);
  });

  test(`an annulment in two copies, due by the second day, entered before, ${way}`, async ({ newVisitor, person }) => {
    const staff = newStaff('001');
    await gainAccess(newVisitor, person, staff);
    const citizen = await newVisitor(lang);
    const form = { inn: person.inn, passport: person.passport, phone: PHONE, email: '', submission: '' };
    const filed = await citizen.post('/annulment', { form });
    expect(filed.url()).toMatch(/\/application$/);
    const code = codeIn(await filed.text());
    const office = await newVisitor();
    await enterOffice(office, staff);
    const address = await openPlainly(office, person, code);
    const days = [inTwoDays()];
    expect((await move(office, address, 'accept', TICKED)).ok()).toBe(true);
    days.push(inTwoDays());
    const marked = await paperOf(office, `${address}/application.pdf`, words.copies);
    expect(marked).toContain(words.annul);
    expect(times(marked, words.mark), 'the mark on both copies').toBe(2);
    const told = await (await citizen.get('/application')).text();
    expect(
      days.some((day) => told.includes(day)),
      `due ${days.join(' or ')}`,
    ).toBe(true);

    const entered = await office.post(`${address}/annul`, { form: { version: await versionIn(office, address) } });
    const note = /href="([^"]+note\.pdf)"/.exec(await entered.text())?.[1] ?? '';
    expect(await paperOf(office, `${note}?lang=${lang}`, words.copies)).toContain(words.note);
  });

  test(`a paper that the list names must be shown before acceptance, ${way}`, async ({ newVisitor }) => {
    // a list that no other test looks at; the other language finds it filled already
    const list = { kind: 'restore', subject_kind: 'farm' };
    const administrator = await newVisitor();
    await enterOffice(administrator, newStaff('', 'administrator'));
    const address = '/administration?papers=restore.farm';
    const form = {
      ...list,
      version: await versionIn(administrator, address),
      papers_ru: WORDS.ru.paper,
      papers_ky: WORDS.ky.paper,
      reason: 'Приказ № 17: хозяйства показывают свидетельство',
    };
    await administrator.post('/administration/papers', { form });
    expect(await (await administrator.get(address)).text()).toContain(WORDS.ru.paper);

    const person = newPerson({ kind: 'farm' });
    const code = await restorePlainly(await newVisitor(), person);
    const office = await newVisitor();
    await enterOffice(office, newStaff('001', 'inspector', undefined, lang));
    const application = await openPlainly(office, person, code);
    expect(await (await office.get(application)).text()).toContain(words.paper);
    const { paper_1: shown = '', ...checked } = TICKED;
    expect((await move(office, application, 'accept', checked)).status(), 'not without it').toBe(422);
    expect((await move(office, application, 'accept', { ...checked, paper_1: shown })).ok()).toBe(true);
  });
}

/** The version that a form of this page sends. */
async function versionIn(visitor: APIRequestContext, address: string): Promise<string> {
  return /name="version"[^>]*value="(\d+)"/.exec(await (await visitor.get(address)).text())?.[1] ?? '';
}
