// «Регистрационная карта»: issued once on a paper, changed at the first entry (seed 004).
import { expect, test } from '../support/fixtures.ts';
import { open } from '../support/hydration.ts';
import { newPassword, newPerson, newStaff } from '../support/people.ts';
import { cardOf, issueCard, typed } from '../support/card.ts';
import { enterOffice } from '../support/office.ts';

test('a card is issued by plain posts, opens nothing but the choice of a password, and then the cabinet', async ({
  newVisitor,
}) => {
  const person = newPerson({ office: '016' });
  const inspector = await newVisitor();
  await enterOffice(inspector, newStaff('017'));
  const wrong = await inspector.post('/office/card', { form: { ...typed(person), passport: 'AN0000001' } });
  expect(await wrong.text()).toContain('не совпадают с реестром');
  const { login, password } = await issueCard(inspector, person);

  const owner = await newVisitor();
  const entered = await owner.post('/sign-in', { form: { login, password, remember: '' } });
  expect(entered.url()).toContain('/cabinet/first-password');
  for (const elsewhere of ['/cabinet', '/cabinet/organisations']) {
    expect((await owner.get(elsewhere)).url(), elsewhere).toContain('/cabinet/first-password');
  }
  const own = newPassword();
  const form = { current_password: password, password: own, password_repeated: own };
  const same = { ...form, password, password_repeated: password };
  expect(await (await owner.post('/cabinet/first-password', { form: same })).text()).toContain(
    'должен отличаться от первичного',
  );
  const changed = await owner.post('/cabinet/first-password', { form });
  expect(new URL(changed.url()).pathname).toBe('/cabinet');
  expect(await changed.text()).toContain(login);
});

test('an inspector issues a card in the browser and its owner chooses a password in Kyrgyz', async ({
  atWork,
  newPage,
}) => {
  const person = newPerson({ office: '018' });
  const page = await atWork(newStaff('018'));
  await page.getByRole('link', { name: 'Регистрационная карта' }).click();
  await page.locator('#page-form .button--primary').click();
  await expect(page.locator('.error-summary')).toBeVisible();
  await page.locator('#inn').fill(person.inn);
  await page.locator('#passport').fill(person.passport);
  await page.locator('#phone').fill('0555 123 456');
  await page.locator('#language').selectOption('ky');
  await page.locator('#checks').check();
  await page.locator('#page-form .button--primary').click();
  await expect(page.getByRole('heading', { name: 'Карту можно выдать' })).toBeVisible();
  // a browser without a screen saves a PDF instead of showing it: the paper is taken on its way
  let sheets: Buffer = Buffer.alloc(0);
  await page.context().route('**/office/card/issue', async (route) => {
    const answer = await route.fetch();
    sheets = await answer.body();
    await route.fulfill({ status: 200, contentType: 'text/html', body: '<title>paper</title>' });
  });
  const tab = page.waitForEvent('popup');
  await page.getByRole('button', { name: 'Выдать и напечатать' }).click();
  await expect(await tab).toHaveTitle('paper');
  const card = cardOf(sheets);
  await page.getByRole('link', { name: 'Следующая карта' }).click();
  await expect(page.locator('.desk__table')).toContainText('Ждёт входа');

  const owner = await newPage({ locale: 'ky-KG' });
  await open(owner, '/sign-in');
  await owner.locator('#login').fill(card.login);
  await owner.locator('#password').fill(card.password);
  await owner.locator('#page-form .button--primary').click();
  await owner.waitForURL('**/cabinet/first-password');
  const own = newPassword();
  await owner.locator('#current_password').fill(card.password);
  await owner.locator('#password').fill(own);
  await owner.locator('#password_repeated').fill(own);
  await owner.locator('#page-form .button--primary').click();
  await owner.waitForURL('**/cabinet?done=*');
  await expect(owner.locator('html')).toHaveAttribute('lang', 'ky');
});
