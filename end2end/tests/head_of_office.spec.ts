// The head of an office: figures with their tables and files, and the trail of the own office.
import { expect, test } from '../support/fixtures.ts';
import { open } from '../support/hydration.ts';
import { enterOffice, gainAccess } from '../support/office.ts';
import { BAKIROVA, ISAKOVA, SAPAROV } from '../support/people.ts';

test('the head sees charts with tables behind them, also as a file, and an inspector does not', async ({
  atWork,
  newVisitor,
  person,
}) => {
  await gainAccess(newVisitor, person);
  const page = await atWork(SAPAROV);
  await open(page, '/office/figures');
  await expect(page.locator('svg.chart').first()).toBeVisible();
  await page.locator('details > summary').first().click();
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

test('an administrator searches the whole trail and has its chain verified', async ({ atWork, newVisitor, person }) => {
  await gainAccess(newVisitor, person);
  const page = await atWork(ISAKOVA);
  await open(page, '/office/audit');
  await page.locator('#inn').fill(person.inn);
  await page.locator('#page-form .button--primary').click();
  await expect(page.locator('.desk__table')).toContainText('Доступ предоставлен');
  await page.getByRole('button', { name: 'Проверить цепочку' }).click();
  await expect(page.getByText(/Цепочка цела до записи № \d+/)).toBeVisible();

  // the same without scripts
  const visitor = await newVisitor();
  await enterOffice(visitor, ISAKOVA);
  const found = await visitor.post('/office/audit', { form: { inn: person.inn } });
  expect(await found.text()).toContain('Доступ предоставлен');
  const file = await visitor.post('/office/audit/entries.csv', { form: { inn: person.inn } });
  expect((await file.text()).startsWith('\uFEFF"')).toBe(true);
});
