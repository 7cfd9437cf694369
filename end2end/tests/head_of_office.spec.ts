// The head of an office: figures with their tables and files, the trail of the own office, cases handed over; and what an
// administrator sees of all of it.
import { expect, test } from '../support/fixtures.ts';
import { open } from '../support/hydration.ts';
import { acceptCase, enterOffice, gainAccess, openCase, signInStaff } from '../support/office.ts';
import { BAKIROVA, colleagueOf, ISAKOVA, newPerson, OSMONOV, SAPAROV } from '../support/people.ts';
import { file } from '../support/registration.ts';

test('the head sees charts with tables behind them, also as a file, and an inspector does not', async ({
  atWork,
  newVisitor,
  person,
}) => {
  await gainAccess(newVisitor, person);
  const page = await atWork(SAPAROV);
  await page.getByRole('link', { name: 'Показатели' }).click();
  await expect(page.locator('svg.chart').first()).toBeVisible();
  await page.locator('.cabinet__fold > summary').first().click();
  await expect(page.locator('.desk__table').first()).toContainText('Решено');
  const head = await newVisitor();
  await enterOffice(head, SAPAROV);
  const csv = await (await head.get('/office/figures.csv?table=kinds')).text();
  expect(csv.startsWith('\uFEFF"')).toBe(true);

  const inspector = await newVisitor();
  await enterOffice(inspector, BAKIROVA);
  expect((await inspector.get('/office/figures.csv?table=kinds')).status()).toBe(403);
  expect((await inspector.get('/office/audit')).status()).toBe(403);
});

test('the head hands an accepted case to another inspector, who sees it as theirs', async ({ newPage, newVisitor }) => {
  const office = '019';
  const [inspector, osmonov, saparov] = [BAKIROVA, OSMONOV, SAPAROV].map((one) => colleagueOf({ ...one, office }));
  const person = newPerson({ office });
  const page = await newPage();
  await signInStaff(page, inspector ?? BAKIROVA);
  await openCase(page, person, await file(await newVisitor(), person));
  await acceptCase(page);
  const address = new URL(page.url()).pathname;

  const head = await newPage();
  await signInStaff(head, saparov ?? SAPAROV);
  await open(head, address);
  const offered = head.locator('#colleague option', { hasText: OSMONOV.name });
  await head.locator('#colleague').selectOption((await offered.getAttribute('value')) ?? '');
  await head.getByRole('button', { name: 'Передать' }).click();
  await expect(head.locator('.claim--theirs')).toContainText(OSMONOV.name);

  const colleague = await newVisitor();
  await enterOffice(colleague, osmonov ?? OSMONOV);
  expect(await (await colleague.get('/office?mine=on')).text()).toContain(address);
});

test('an administrator searches the whole trail, has its chain verified, and sees how the system stands', async ({
  atWork,
  newVisitor,
  person,
}) => {
  await gainAccess(newVisitor, person);
  const page = await atWork(ISAKOVA);
  await page.getByRole('link', { name: 'Журнал действий' }).click();
  await page.locator('#inn').fill(person.inn);
  await page.locator('#page-form .button--primary').click();
  await expect(page.locator('.desk__table')).toContainText('Доступ предоставлен');
  await page.getByRole('button', { name: 'Проверить цепочку' }).click();
  await expect(async () => {
    await page.reload();
    await expect(page.getByText(/Цепочка цела до записи № \d+/)).toBeVisible({ timeout: 500 });
  }).toPass();
  await page.goto('/administration/health');
  await expect(page.getByRole('row', { name: /Версия схемы/ })).toContainText('в порядке');

  // the same without scripts
  const visitor = await newVisitor();
  await enterOffice(visitor, ISAKOVA);
  const found = await visitor.post('/office/audit', { form: { inn: person.inn } });
  expect(await found.text()).toContain('Доступ предоставлен');
  const trail = await visitor.post('/office/audit/entries.csv', { form: { inn: person.inn } });
  expect((await trail.text()).startsWith('\uFEFF"')).toBe(true);
});
