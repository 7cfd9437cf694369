// The day of an inspector: ten cases of all kinds, from the sign-in to the last decision, by keyboard alone.
import { expect, type APIRequestContext, type Page } from '@playwright/test';
import { freshCode } from '../support/authenticator.ts';
import { test } from '../support/fixtures.ts';
import { hydrated } from '../support/hydration.ts';
import { Keyboard } from '../support/keyboard.ts';
import { TICKED, enterOffice, grantPlainly, move, openPlainly } from '../support/office.ts';
import { newOrganisation } from '../support/organisations.ts';
import { newPassword, newPerson, newStaff, type Person, type Staff } from '../support/people.ts';
import { PHONE, codeIn, file, paper, registrationForm, restorePlainly } from '../support/registration.ts';
import { askFor } from '../support/representation.ts';
import { enter } from '../support/sign_in.ts';

const WORDS = {
  ru: {
    granted: 'Доступ предоставлен',
    restored: 'Доступ восстановлен',
    refused: 'В доступе отказано',
    annulled: 'Доступ аннулирован по этому заявлению.',
    delivered: 'Решение вручено',
    returned: 'Возвращено как неполное',
    held: 'Занимается',
    mine: 'Вы занимаетесь до',
    late: 'Просрочено',
    done: 'Решать нечего. Примите заявление: отсканируйте QR-код с бумаги.',
    handedOver: 'Все решения вручены.',
  },
  ky: {
    granted: 'Кирүү мүмкүнчүлүгү берилди',
    restored: 'Кирүү мүмкүнчүлүгү калыбына келтирилди',
    refused: 'Кирүү мүмкүнчүлүгү берилген жок',
    annulled: 'Ушул арыз боюнча кирүү жокко чыгарылды.',
    delivered: 'Чечим тапшырылды',
    returned: 'Толук эмес деп кайтарылды',
    held: 'иштеп жатат',
    mine: 'Сиз иштеп жатасыз',
    late: 'Мөөнөтү өттү',
    done: 'Чечим күткөн арыз жок. Арызды кабыл алуу үчүн кагаздагы QR-кодду сканерлеңиз.',
    handedOver: 'Бардык чечимдер тапшырылды.',
  },
} as const;

/** From the scanned paper to the printed decision (issue 4). */
const MOST_STROKES = 10;

/** What lies on the window: the content of the QR code. */
interface Papers {
  individual: string;
  soleTrader: string;
  organisation: string;
  restore: string;
  link: string;
  annulment: string;
  refused: string;
  incomplete: string;
  /** A colleague has opened it. */
  taken: string;
  takenName: string;
  /** Accepted already; the address of its case. */
  late: string;
}

type NewVisitor = (language?: string) => Promise<APIRequestContext>;

/** Everybody files before the office opens, by plain posts. */
async function fileTen(newVisitor: NewVisitor, lang: string, office: string, colleague: Staff): Promise<Papers> {
  const filed = async (person: Person) => paper(person, await file(await newVisitor(lang), person));
  const posted = async (path: string, inn: string, form: Record<string, string>) => {
    const answer = await (await newVisitor(lang)).post(path, { form });
    expect(answer.url(), `filed at ${path}`).toMatch(/\/application$/);
    return `SALYK:1:${inn}:${codeIn(await answer.text())}`;
  };
  const desk = await newVisitor();
  await enterOffice(desk, colleague);
  // three have access already
  const admitted = async () => {
    const person = newPerson({ office });
    const code = await file(await newVisitor(), person);
    const login = await grantPlainly(desk, person, code);
    await move(desk, await openPlainly(desk, person, code), 'deliver');
    return { person, login };
  };
  const [{ person: restoring }, { person: linking, login }, { person: leaving }] = [
    await admitted(),
    await admitted(),
    await admitted(),
  ];
  const member = await newVisitor(lang);
  await enter(member, login, linking.password);
  const [first, further] = [newOrganisation({ office }), newOrganisation({ office, head: linking })];

  const taken = newPerson({ office, name: 'Турдалиева Мээрим Кубатовна' });
  const takenCode = await file(await newVisitor(lang), taken);
  await openPlainly(desk, taken, takenCode);
  const waiting = newPerson({ office });
  const late = await openPlainly(desk, waiting, await file(await newVisitor(lang), waiting));
  await move(desk, late, 'accept', TICKED);
  // who has accepted it goes home
  await desk.post(`${late}/release`, { form: {} });

  return {
    individual: await filed(newPerson({ office })),
    soleTrader: await filed(newPerson({ office, kind: 'sole_trader' })),
    organisation: await posted('/registration', first.inn, {
      ...registrationForm(first.head),
      subject_kind: 'legal_entity',
      organisation_inn: first.inn,
    }),
    restore: paper(restoring, await restorePlainly(await newVisitor(lang), { ...restoring, password: newPassword() })),
    link: `SALYK:1:${further.inn}:${await askFor(member, linking, further)}`,
    annulment: await posted('/annulment', leaving.inn, {
      inn: leaving.inn,
      passport: leaving.passport,
      phone: PHONE,
      email: '',
      submission: '',
    }),
    refused: await filed(newPerson({ office, atRisk: true })),
    incomplete: await filed(newPerson({ office })),
    taken: paper(taken, takenCode),
    takenName: taken.name,
    late,
  };
}

/** The case that the scanner has opened, ticked off and accepted. */
async function accept(page: Page, keys: Keyboard, scanned: string): Promise<void> {
  await keys.scan(scanned);
  await expect(page.locator('#accept')).toBeVisible();
  keys.strokes = 0;
  await keys.press('a', 'Space');
  const boxes = await page.locator('#checks input').count();
  for (let box = 1; box < boxes; box += 1) await keys.press('Tab', 'Space');
  await keys.press('Enter');
  await expect(page.locator('#grant')).toBeVisible();
}

/** Opens the paper to be printed in a window of its own, and comes back. */
async function print(page: Page, keys: Keyboard): Promise<void> {
  const printed = page.context().waitForEvent('page');
  await keys.press('p');
  await (await printed).close();
}

/** Granted and printed in few strokes, then handed over. */
async function grant(page: Page, keys: Keyboard, heading: string, delivered: string): Promise<void> {
  await keys.press('g', 'Enter');
  await expect(page.locator('#decision')).toHaveText(heading);
  await print(page, keys);
  expect(keys.strokes).toBeLessThanOrEqual(MOST_STROKES);
  await deliver(page, keys, delivered);
}

async function deliver(page: Page, keys: Keyboard, delivered: string): Promise<void> {
  await keys.press('d', 'Enter');
  await expect(page.locator('.case__marks')).toContainText(delivered);
}

for (const { lang, locale, office } of [
  { lang: 'ru', locale: 'ru-RU', office: '040' },
  { lang: 'ky', locale: 'ky-KG', office: '041' },
] as const) {
  const words = WORDS[lang];

  test(`ten cases by keyboard alone, ${lang === 'ru' ? 'in Russian' : 'in Kyrgyz'}`, async ({
    newPage,
    newVisitor,
  }) => {
    test.setTimeout(120_000);
    const colleague = newStaff(office, 'inspector', undefined, lang);
    const inspector = newStaff(office, 'inspector', undefined, lang);
    const papers = await fileTen(newVisitor, lang, office, colleague);
    const page = await newPage({ locale });
    const keys = new Keyboard(page);
    await page.clock.install();

    await test.step('comes in by password and code', async () => {
      await page.goto('/office/sign-in');
      await hydrated(page);
      await keys.tabTo('#login');
      await keys.type(inspector.userName);
      await keys.tabTo('#password');
      await keys.type(inspector.password);
      await keys.press('Enter');
      await expect(page.locator('#code')).toBeVisible();
      await hydrated(page);
      await keys.tabTo('#code');
      await keys.type(await freshCode(inspector.totp ?? ''));
      await keys.press('Enter');
      await expect(page.locator('.office')).toBeVisible();
      await hydrated(page);
      await expect(page.locator('html')).toHaveAttribute('lang', lang);
    });

    for (const [name, heading] of [
      ['individual', words.granted],
      ['soleTrader', words.granted],
      ['organisation', words.granted],
      ['restore', words.restored],
      ['link', words.granted],
    ] as const) {
      await test.step(`${name}: ${heading}`, async () => {
        await accept(page, keys, papers[name]);
        await grant(page, keys, heading, words.delivered);
      });
    }

    await test.step('an annulment is entered and its note printed', async () => {
      await accept(page, keys, papers.annulment);
      await keys.press('g', 'Enter');
      await expect(page.locator('.case__decision')).toContainText(words.annulled);
      await hydrated(page);
      await print(page, keys);
      expect(keys.strokes).toBeLessThanOrEqual(MOST_STROKES);
    });

    await test.step('refused with a ground of one’s own choice', async () => {
      await accept(page, keys, papers.refused);
      await keys.press('r');
      await keys.choose('[name=ground][value=identity_not_confirmed]');
      await keys.press('Enter');
      await expect(page.locator('#decision')).toHaveText(words.refused);
      await deliver(page, keys, words.delivered);
    });

    await test.step('returned as incomplete', async () => {
      await keys.scan(papers.incomplete);
      await expect(page.locator('#accept')).toBeVisible();
      await keys.tabTo('#give-back > summary');
      await keys.press('Enter');
      await keys.tabTo('#missing_form');
      await keys.press('Space');
      await keys.tabTo('#reason');
      await keys.type('2-нуска');
      await keys.press('Enter');
      await expect(page.locator('.timeline')).toContainText(words.returned);
    });

    await test.step('a colleague’s case is seen in the queue, taken over, accepted and granted', async () => {
      await keys.tabTo('.case__back');
      await keys.press('Enter');
      const row = page.locator('.queue__row', { hasText: papers.takenName });
      await expect(row.locator('.held')).toContainText(words.held);
      // away from the scanner’s field, where letters are letters
      await keys.tabTo('#keys-title');
      const link = await row.locator('.queue__link').getAttribute('id');
      await keys.pressUntil('j', `[id="${link ?? ''}"]`);
      await keys.press('Enter');
      await expect(page.locator('.claim--theirs')).toContainText(colleague.name);
      await page.locator('#decision').waitFor();
      await keys.press('c');
      await expect(page.locator('.claim')).toContainText(words.mine);
      await accept(page, keys, papers.taken);
      await keys.press('g', 'Enter');
      await expect(page.locator('#decision')).toHaveText(words.granted);
      await deliver(page, keys, words.delivered);
    });

    await test.step('the one that waits is the next; its time runs out, and it is granted all the same', async () => {
      await keys.press('n');
      await expect(page).toHaveURL(new RegExp(`${papers.late}$`));
      await expect(page.locator('.case__clock')).toBeVisible();
      await page.clock.fastForward('21:00');
      await expect(page.locator('.case__clock .countdown')).toContainText(words.late);
      await keys.press('g', 'Enter');
      await expect(page.locator('#decision')).toHaveText(words.granted);
      await deliver(page, keys, words.delivered);
    });

    await test.step('nothing is left but what was returned', async () => {
      await keys.press('n');
      await expect(page.getByText(words.done)).toBeVisible();
      await expect(page.getByText(words.handedOver)).toBeVisible();
      await expect(page.locator('.queue__link')).toHaveCount(1);
    });
  });
}
