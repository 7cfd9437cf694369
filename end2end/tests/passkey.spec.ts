// Passkeys of staff: added, used at the door, and removed; and what is left where none can be used.
import { expectAccessible } from '../support/accessible.ts';
import { expect, test } from '../support/fixtures.ts';
import { proveFactor, signInStaff } from '../support/office.ts';
import { addPasskey, provePassword, withDevice } from '../support/passkeys.ts';
import { newStaff, withoutFactor } from '../support/people.ts';
import { note } from '../support/secrets.ts';

test('a passkey is added, opens the door and is removed', async ({ page }) => {
  const staff = newStaff('001');
  await withDevice(page);
  await signInStaff(page, staff);
  await page.getByRole('link', { name: 'Ключи доступа' }).click();
  await expect(page.locator('main')).toContainText('Ключей пока нет');
  await expectAccessible(page);
  await addPasskey(page, 'Рабочий компьютер');
  await expect(page.locator('.desk__table')).toContainText('Ещё не использован');
  await expectAccessible(page);

  // the browser says so itself when it has one already
  await page.locator('#name').fill('Ещё раз');
  await page.locator('[data-passkey=add]').click();
  await expect(page.getByText('На этом устройстве ваш ключ уже есть')).toBeVisible();

  await page.context().clearCookies();
  await provePassword(page, staff);
  await expect(page.locator('[data-passkey=enter]')).toHaveText('Войти ключом доступа');
  await expectAccessible(page);
  await page.locator('[data-passkey=enter]').click();
  await page.waitForURL(/\/office$/);

  await page.goto('/office/keys');
  await expect(page.locator('.desk__table')).not.toContainText('Ещё не использован');
  await page.getByRole('link', { name: 'Рабочий компьютер' }).click();
  await expectAccessible(page);
  await page.locator('#name').fill('Старый компьютер');
  await page.locator('button[value=rename]').click();
  await page.getByRole('link', { name: 'Старый компьютер' }).click();
  await page.locator('button[value=remove]').click();
  await expect(page.locator('main')).toContainText('Ключей пока нет');

  await page.context().clearCookies();
  await provePassword(page, staff);
  await expect(page.locator('[data-passkey=enter]')).toHaveCount(0);
});

test('a device that does not recognise its owner opens nothing, the app still does', async ({ page }) => {
  const staff = newStaff('001');
  const device = await withDevice(page);
  await signInStaff(page, staff);
  await addPasskey(page, 'Телефон');
  await page.context().clearCookies();
  await device.recognises(false);
  await provePassword(page, staff);
  await page.locator('[data-passkey=enter]').click();
  await expect(page.getByText('Устройство не подтвердило ключ')).toBeVisible();
  await page.locator('#code').fill('000000');
  await page.locator('#page-form button[value=prove]').click();
  await expect(page.locator('#code-error')).toContainText('Код не подошёл');
  await device.recognises(true);
  await page.locator('[data-passkey=enter]').click();
  await page.waitForURL(/\/office$/);
});

test('the invited begin with a passkey in place of the app', async ({ page }) => {
  const staff = withoutFactor();
  await withDevice(page);
  await provePassword(page, staff);
  await page.locator('[data-passkey=enrol]').click();
  await expect(page.locator('.recovery-codes li')).toHaveCount(10);
  for (const code of await page.locator('.recovery-codes code').allInnerTexts()) note(code);
  await page.getByRole('link', { name: 'Продолжить' }).click();
  await page.goto('/office/keys');
  await page.locator('.desk__table a').click();
  await expect(page.locator('main')).toContainText('единственный второй фактор');
  await expect(page.locator('button[value=remove]')).toHaveCount(0);
  await page.context().clearCookies();
  await provePassword(page, staff);
  await page.locator('[data-passkey=enter]').click();
  await page.waitForURL(/\/office$/);
});

test('without JavaScript the pages say what a passkey needs, and the app opens the door', async ({ newPage }) => {
  const staff = newStaff('001');
  const device = await newPage();
  await withDevice(device);
  await signInStaff(device, staff);
  await addPasskey(device, 'Телефон');

  const page = await newPage({ javaScriptEnabled: false });
  await provePassword(page, staff);
  await expect(page.locator('[data-passkey=enter]')).toBeHidden();
  await expect(page.locator('.passkey__without')).toBeVisible();
  await page.locator('#code').waitFor();
  await page.locator('#page-form button[value=leave]').click();
  const other = newStaff('001');
  await provePassword(page, other);
  await proveFactor(page, other);
  await page.waitForURL(/\/office$/);
  await page.goto('/office/keys');
  await page.locator('#name').fill('Телефон');
  await page.locator('[data-passkey=add]').click();
  await expect(page.locator('.error-summary')).toContainText('Осталось создать сам ключ');
  await expect(page.locator('#name')).toHaveValue('Телефон');
});
