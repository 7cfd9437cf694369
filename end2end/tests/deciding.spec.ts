import { expect, test } from '../support/fixtures.ts';
import {
  CHECKS,
  TICKED,
  acceptCase,
  enterOffice,
  grantCase,
  move,
  openAddress,
  openCase,
  openPlainly,
  versionOf,
} from '../support/office.ts';
import { wordsOf } from '../support/pdf.ts';
import { BAKIROVA, OSMONOV, newPerson, newStaff } from '../support/people.ts';
import { file, grouped } from '../support/registration.ts';

test('a grant makes the login and the decision that bears it', async ({ inspector, newVisitor, person }) => {
  const code = await file(await newVisitor(), person);
  await openCase(inspector, person, code);
  await acceptCase(inspector);
  const marked = await inspector.request.get(`${new URL(inspector.url()).pathname}/application.pdf`);
  expect(wordsOf(await marked.body()), 'the acceptance mark').toMatch(/001-\d{4}-\d{6}/);
  const login = await grantCase(inspector);
  expect(login.startsWith(person.inn)).toBe(true);
  const answer = await inspector.request.get(`${new URL(inspector.url()).pathname}/decision.pdf`);
  expect(answer.headers()['content-type']).toBe('application/pdf');
  const text = wordsOf(await answer.body());
  expect(text.replaceAll(' ', '')).toContain(login);
  expect(text).toContain(person.name);
  expect(text).toContain(grouped(code));
  expect(text).not.toContain(person.password);
  await expect(inspector.locator('#print-decision')).toHaveAttribute('target', '_blank');
});

test('a refusal needs a ground, and its document where the ground stands on one', async ({
  inspector,
  newVisitor,
  person,
}) => {
  const code = await file(await newVisitor(), person);
  await openCase(inspector, person, code);
  await acceptCase(inspector);
  await inspector.locator('#refuse > summary').click();
  const confirm = inspector.getByRole('button', { name: 'Подтвердить отказ' });
  await confirm.click();
  await expect(inspector.locator('.error-summary')).toContainText('Основание отказа');
  await inspector.getByLabel('Документальные сведения').check();
  await confirm.click();
  await expect(inspector.locator('.error-summary')).toContainText('Укажите номер документа');
  await inspector.locator('#document_number').fill('ГУ-17/44');
  await inspector.locator('#document_date').fill('31.02.2025');
  await confirm.click();
  await expect(inspector.locator('.error-summary')).toContainText('Проверьте дату документа');
  await inspector.locator('#document_date').fill('02.03.2025');
  await confirm.click();
  await expect(inspector.getByRole('heading', { name: 'В доступе отказано' })).toBeVisible();
  const answer = await inspector.request.get(`${new URL(inspector.url()).pathname}/decision.pdf`);
  const text = wordsOf(await answer.body());
  expect(text).toContain('фиктивных поставках');
  expect(text).toContain('ГУ-17/44');
  expect(text.replaceAll(' ', '')).not.toMatch(new RegExp(`${person.inn}\\d{3}`));
});

test('the ground that the registry shows is proposed; the inspector decides', async ({ inspector, newVisitor }) => {
  const person = newPerson({ atRisk: true });
  const code = await file(await newVisitor(), person);
  await openCase(inspector, person, code);
  await expect(inspector.locator('main')).toContainText('№ ГУ-17/44 от 02.03.2025');
  await acceptCase(inspector);
  await inspector.locator('#refuse > summary').click();
  await expect(inspector.getByLabel('Документальные сведения')).toBeChecked();
  await expect(inspector.locator('#document_number')).toHaveValue('ГУ-17/44');
  await grantCase(inspector);
});

test('handed over; the next case is one key away', async ({ atWork, newVisitor }) => {
  const staff = newStaff('019');
  const [first, second] = [
    newPerson({ office: '019' }),
    newPerson({ office: '019', name: 'Асылбеков Тимур Канатович' }),
  ];
  const office = await newVisitor();
  await enterOffice(office, staff);
  const addresses = [];
  for (const person of [first, second]) {
    const code = await file(await newVisitor(), person);
    const address = await openPlainly(office, person, code);
    await move(office, address, 'accept', TICKED);
    addresses.push(address);
  }
  const page = await atWork(staff);
  await openAddress(page, addresses[0] ?? '');
  await grantCase(page);
  await page.locator('#deliver').click();
  await expect(page.locator('.case__marks')).toContainText('Решение вручено');
  await page.locator('#decision').focus();
  await page.keyboard.press('n');
  await expect(page).toHaveURL(new RegExp(`${addresses[1] ?? ''}$`));
  await expect(page.locator('.case__name')).toHaveText(second.name);
  await expect(page.locator('.timeline__event')).toHaveCount(2);
});

test('two inspectors at once: one wins, the other is told and sees the new state', async ({
  inspector,
  atWork,
  newVisitor,
  person,
}) => {
  const code = await file(await newVisitor(), person);
  const colleague = await atWork(OSMONOV);
  await openCase(inspector, person, code);
  await openCase(colleague, person, code);
  await acceptCase(inspector);
  for (const name of CHECKS) await colleague.locator(`#${name}`).check();
  await colleague.locator('#accept').click();
  await expect(colleague.locator('.error-summary')).toContainText(
    'Заявление уже изменилось. Его состояние сейчас: Принято',
  );
  await expect(colleague.locator('#grant')).toBeVisible();
  await grantCase(colleague);
  await inspector.locator('#refuse > summary').click();
  await inspector.getByLabel('Личность не подтверждена').check();
  await inspector.getByRole('button', { name: 'Подтвердить отказ' }).click();
  await expect(inspector.locator('.error-summary')).toContainText('Доступ предоставлен');
  await expect(inspector.locator('#print-decision')).toBeVisible();
});

test('the same by plain posts: of many at the same moment one is done', async ({ newVisitor, person }) => {
  const code = await file(await newVisitor(), person);
  const offices = [await newVisitor(), await newVisitor()];
  const [address = ''] = await Promise.all(
    offices.map(async (visitor, index) => {
      await enterOffice(visitor, index === 0 ? BAKIROVA : OSMONOV);
      return openPlainly(visitor, person, code);
    }),
  );
  const [visitor = await newVisitor()] = offices;
  for (const [step, form, done] of [
    ['accept', TICKED, 'Принято'],
    ['grant', {}, 'Доступ предоставлен'],
    ['deliver', {}, 'Решение вручено'],
  ] as const) {
    const version = await versionOf(visitor, address);
    const answers = await Promise.all(
      [...offices, ...offices, ...offices].map((each) =>
        each.post(`${address}/${step}`, { form: { version, ...form }, maxRedirects: 0 }),
      ),
    );
    const statuses = answers.map((answer) => answer.status()).sort();
    expect(statuses, step).toEqual([303, 409, 409, 409, 409, 409]);
    const refused = answers.find((answer) => answer.status() === 409);
    expect(await refused?.text()).toContain(`Его состояние сейчас: ${done}`);
  }
});

test('what was not opened by its paper can’t be accepted by a post either', async ({ newVisitor, person }) => {
  const code = await file(await newVisitor(), person);
  const [opener, other] = [await newVisitor(), await newVisitor()];
  await enterOffice(opener, BAKIROVA);
  const staff = newStaff('001');
  await enterOffice(other, staff);
  const address = await openPlainly(opener, person, code);
  const version = await versionOf(opener, address);
  const answer = await other.post(`${address}/accept`, { form: { version, ...TICKED } });
  expect(answer.status()).toBe(409);
  expect(await answer.text()).toContain('Сначала откройте заявление по ИНН и коду с бумаги');
  expect((await other.get(`${address}/application.pdf`)).status()).toBe(409);
});

test('an accepted application bars the acceptance of another of the same person', async ({ newVisitor, person }) => {
  const codes = [await file(await newVisitor(), person), await file(await newVisitor(), person)];
  const office = await newVisitor();
  await enterOffice(office, BAKIROVA);
  const addresses = [];
  for (const code of codes) addresses.push(await openPlainly(office, person, code));
  expect((await move(office, addresses[0] ?? '', 'accept', TICKED)).status()).toBe(200);
  const barred = await move(office, addresses[1] ?? '', 'accept', TICKED);
  expect(barred.status()).toBe(409);
  expect(await barred.text()).toContain('По этому ИНН уже принято другое заявление');
});
