import { expect, test } from '../support/fixtures.ts';
import { hydrated } from '../support/hydration.ts';
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
  signInStaff,
} from '../support/office.ts';
import { BAKIROVA, newPassword } from '../support/people.ts';
import { file } from '../support/registration.ts';

test('the form stands beside the registry’s data, differences marked', async ({ inspector, newVisitor, person }) => {
  const code = await file(await newVisitor(), { ...person, passport: 'AN7654321' });
  await openCase(inspector, person, code);
  await expect(inspector.locator('.case__name')).toHaveText(person.name);
  const passport = inspector.locator('.comparison__row', { hasText: 'Паспорт' });
  await expect(passport.locator('.comparison__verdict')).toHaveText('Отличается');
  await expect(passport).toHaveClass(/differs/);
  await expect(inspector.locator('.comparison__row--differs')).toHaveCount(1);
  await expect(inspector.getByText('1 отличие')).toBeVisible();
  for (const cell of ['ФИО', 'Код УГНС', 'Адрес']) {
    const row = inspector.locator('.comparison__row', { hasText: cell });
    await expect(row.locator('.comparison__verdict')).toHaveText('Совпадает');
  }
});

test('the passport as the registry has it makes no difference', async ({ inspector, newVisitor, person }) => {
  const code = await file(await newVisitor(), person);
  await openCase(inspector, person, code);
  await expect(inspector.getByText('Отличий нет')).toBeVisible();
});

test('other open applications of the same INN are shown, and closed by the grant', async ({
  inspector,
  newVisitor,
  person,
}) => {
  const stranger = await newVisitor();
  await file(stranger, { ...person, passport: 'AN7654321', password: newPassword() });
  const code = await file(await newVisitor(), person);
  await openCase(inspector, person, code);
  await expect(inspector.getByText('Ещё 1 открытое заявление с этим ИНН')).toBeVisible();
  await acceptCase(inspector);
  await grantCase(inspector);
  const closed = await (await stranger.get('/application')).text();
  expect(closed).toContain('Доступ предоставлен по другому заявлению на этот ИНН');
});

test('acceptance needs every tick', async ({ inspector, newVisitor, person }) => {
  const code = await file(await newVisitor(), person);
  await openCase(inspector, person, code);
  await inspector.locator('#form_complete').check();
  await inspector.locator('#accept').click();
  await expect(inspector.locator('.error-summary')).toContainText('Отметьте все пункты проверки');
  await expect(inspector.locator('#form_complete')).toBeChecked();
  await acceptCase(inspector);
  await expect(inspector.locator('.case__marks')).toContainText('Принято');
});

test('Enter in the empty scan bar says what is wanted there', async ({ inspector, newVisitor, person }) => {
  const code = await file(await newVisitor(), person);
  await openCase(inspector, person, code);
  const bar = inspector.locator('#paper');
  await bar.focus();
  await inspector.keyboard.press('Enter');
  await expect(inspector.locator('#paper-wanted')).toHaveText('Отсканируйте QR-код с бумаги');
  await expect(inspector.locator('.error-summary'), 'nothing of fields that are not there').toHaveCount(0);
  await expect(bar).toBeFocused();
});

test('the clock runs live, turns amber and red, and starts at twenty minutes', async ({
  newPage,
  newVisitor,
  person,
}) => {
  const code = await file(await newVisitor(), person);
  const office = await newVisitor();
  await enterOffice(office, BAKIROVA);
  const address = await openPlainly(office, person, code);
  await move(office, address, 'accept', TICKED);

  const page = await newPage();
  await page.clock.install();
  await signInStaff(page, BAKIROVA);
  await openAddress(page, address);
  const clock = page.locator('.case__clock .countdown');
  const left = clock.locator('.countdown__left');
  await expect(clock).toHaveClass(/calm/);
  await expect(left).toHaveText(/^1[89]:\d\d$/);
  const before = await left.innerText();
  await expect(left, 'it ticks').not.toHaveText(before);
  await page.clock.fastForward('15:30');
  await expect(clock).toHaveClass(/soon/);
  await expect(clock).toContainText('Время на исходе');
  await expect(left).toHaveText(/^[34]:\d\d$/);
  await page.clock.fastForward('06:00');
  await expect(clock).toHaveClass(/late/);
  await expect(clock).toContainText('Просрочено');
  await expect(left).toHaveText(/^−\d+:\d\d$/);
});

test('the whole case by keyboard alone', async ({ inspector, newVisitor, person }) => {
  const code = await file(await newVisitor(), person);
  await openCase(inspector, person, code);
  const keyboard = inspector.keyboard;
  await inspector.locator('#decision').focus();
  for (const name of CHECKS) {
    await keyboard.press('a');
    await expect(inspector.locator(`#${name}`)).toBeFocused();
    await keyboard.press('Space');
  }
  await keyboard.press('a');
  await expect(inspector.locator('#accept')).toBeFocused();
  await keyboard.press('Enter');
  await expect(inspector.locator('#grant')).toBeVisible();
  await expect(inspector.locator('#decision'), 'what is new is read out').toBeFocused();
  await keyboard.press('r');
  await expect(inspector.locator('#refuse')).toHaveAttribute('open');
  await inspector.locator('#decision').focus();
  await keyboard.press('g');
  await expect(inspector.locator('#grant-confirm')).toBeFocused();
  await expect(inspector.locator('#refuse'), 'unfolding one folds the other').not.toHaveAttribute('open');
  await keyboard.press('Enter');
  await expect(inspector.locator('#deliver')).toBeVisible();
  await expect(inspector.locator('#decision')).toBeFocused();
  const [printed] = await Promise.all([inspector.waitForEvent('popup'), keyboard.press('p')]);
  await printed.close();
  await inspector.locator('#decision').focus();
  await keyboard.press('d');
  await expect(inspector.locator('#deliver')).toBeFocused();
  await keyboard.press('Enter');
  await expect(inspector.locator('.case__marks')).toContainText('Решение вручено');
});

test.describe('without JavaScript', () => {
  test.use({ javaScriptEnabled: false });

  test('the whole case: ticks kept on an error, minutes told, refused, handed over', async ({
    atWork,
    newVisitor,
    person,
  }) => {
    const code = await file(await newVisitor(), person);
    const page = await atWork(BAKIROVA, { javaScriptEnabled: false });
    await page.locator('#inn').fill(person.inn);
    await page.locator('#code').fill(code);
    await page.locator('.opening__actions button').click();
    await page.locator('#form_complete').check();
    await page.locator('#accept').click();
    await expect(page.locator('.error-summary')).toContainText('Отметьте все пункты проверки');
    await expect(page.locator('#form_complete')).toBeChecked();
    for (const name of CHECKS) await page.locator(`#${name}`).check();
    await page.locator('#accept').click();
    await expect(page.locator('.countdown__left')).toHaveText(/^(19|20) мин$/);
    await page.locator('#refuse > summary').click();
    await page.getByLabel('Документальные сведения').check();
    await page.getByRole('button', { name: 'Подтвердить отказ' }).click();
    await expect(page.locator('.error-summary')).toContainText('Укажите номер документа');
    await expect(page.locator('#refuse')).toHaveAttribute('open');
    await expect(page.getByLabel('Документальные сведения')).toBeChecked();
    await page.getByLabel('Личность не подтверждена').check();
    await page.getByRole('button', { name: 'Подтвердить отказ' }).click();
    await expect(page.getByRole('heading', { name: 'В доступе отказано' })).toBeVisible();
    await page.locator('#deliver').click();
    await expect(page.locator('.case__marks')).toContainText('Решение вручено');
    await page.getByRole('link', { name: 'К очереди' }).first().click();
    await expect(page).toHaveURL(/\/office$/);
  });
});

test('everything of a case stands on 1280 × 720 without scrolling', async ({ inspector, newVisitor, person }) => {
  const code = await file(await newVisitor(), person);
  await openCase(inspector, person, code);
  await hydrated(inspector);
  await acceptCase(inspector);
  const overflow = await inspector.evaluate(() => document.documentElement.scrollHeight - window.innerHeight);
  expect(overflow).toBeLessThanOrEqual(0);
});
