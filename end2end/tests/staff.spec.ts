// Staff: invited by an administrator, in by two factors, and out at once.
import { freshCode } from '../support/authenticator.ts';
import { expect, test } from '../support/fixtures.ts';
import { enterOffice, proveFactor } from '../support/office.ts';
import { newStaffPassword, newStaff } from '../support/people.ts';
import { note } from '../support/secrets.ts';

for (const javaScriptEnabled of [true, false]) {
  const how = javaScriptEnabled ? 'with JavaScript' : 'without JavaScript';

  test(`an invited inspector sets up everything and is blocked later, ${how}`, async ({ atWork, newPage }) => {
    const admin = await atWork(newStaff('', 'administrator'), { javaScriptEnabled });
    const userName = `guest-${String(Date.now())}${String(javaScriptEnabled)}`;
    await admin.goto('/administration');
    await admin.getByRole('link', { name: 'Сотрудники' }).click();
    await admin.locator('.staff__invite > summary').click();
    await admin.locator('#name').fill('Жумабаев Талант Кубатович');
    await admin.locator('#user_name').fill('Имя');
    await admin.locator('#office').selectOption('001');
    await admin.locator('button[value=invite]').click();
    await expect(admin.locator('.error-summary')).toContainText('Имя пользователя: от 3 до 64');
    await expect(admin.locator('#name')).toHaveValue('Жумабаев Талант Кубатович');
    await admin.locator('#user_name').fill(userName);
    await admin.locator('button[value=invite]').click();
    const oneTime = await admin.locator('.staff__password code').innerText();
    note(oneTime);
    await expect(admin.locator('.summary-list')).toContainText('Приглашён');

    const page = await newPage({ javaScriptEnabled });
    await page.goto('/office/sign-in');
    await page.locator('#login').fill(userName);
    await page.locator('#password').fill(oneTime);
    await page.locator('#page-form .button--primary').click();
    const own = newStaffPassword();
    note(own);
    await expect(page.locator('h1')).toHaveText('Придумайте свой пароль');
    await page.locator('#password').fill(own);
    await page.locator('#password_repeated').fill(`${own}x`);
    await page.locator('#page-form .button--primary').click();
    await expect(page.locator('#password_repeated-error')).toContainText('не совпадают');
    await page.locator('#password').fill(own);
    await page.locator('#password_repeated').fill(own);
    await page.locator('#page-form .button--primary').click();

    await expect(page.locator('h1')).toHaveText('Настройте второй фактор');
    await expect(page.locator('.enrolment__qr path')).toHaveAttribute('d', /^M/);
    const secret = (await page.locator('.enrolment__secret').innerText()).replaceAll(' ', '');
    note(secret);
    await page.locator('#code').fill('000000');
    await page.locator('#page-form .button--primary').click();
    await expect(page.locator('#code-error')).toContainText('Код не подошёл');
    await expect(page.locator('.enrolment__secret')).toHaveText(new RegExp(secret.slice(0, 4)));
    await expect(async () => {
      await page.locator('#code').fill(await freshCode(secret));
      await page.locator('#page-form .button--primary').click();
      await expect(page.locator('.recovery-codes li')).toHaveCount(10, { timeout: 1500 });
    }).toPass();
    const [recovery = ''] = await page.locator('.recovery-codes code').allInnerTexts();
    note(recovery);
    await page.getByRole('link', { name: 'Продолжить' }).click();
    await expect(page.locator('.office-identity')).toContainText('Жумабаев');

    const elsewhere = await newPage({ javaScriptEnabled });
    await elsewhere.goto('/office/sign-in');
    await elsewhere.locator('#login').fill(userName);
    await elsewhere.locator('#password').fill(own);
    await elsewhere.locator('#page-form .button--primary').click();
    await elsewhere.locator('#code').fill(recovery);
    await elsewhere.locator('#page-form .button--primary').click();
    await expect(elsewhere.locator('.message')).toContainText('Осталось 9 резервных кодов');

    await admin.goto('/administration/staff');
    await admin.locator('#search').fill(userName);
    await admin.locator('button[value=search]').click();
    await admin.getByRole('link', { name: 'Жумабаев' }).click();
    await admin.locator('button[value=block]').click();
    await expect(admin.locator('.summary-list')).toContainText('Заблокирован');
    await page.goto('/office');
    await expect(page).toHaveURL(/office\/sign-in/);
  });
}

test('a second factor is taken away by two administrators, in Kyrgyz', async ({ atWork, newVisitor, newPage }) => {
  const somebody = newStaff('001');
  await enterOffice(await newVisitor(), somebody);
  const open = async () => {
    const page = await atWork(newStaff('', 'administrator'));
    await page.goto('/administration/staff');
    await page.locator('.languages__button[value=ky]').click();
    await page.locator('#search').fill(somebody.userName);
    await page.locator('button[value=search]').click();
    await page.locator('.staff__table a').click();
    await expect(page.locator('button[value=block]')).toHaveText('Бөгөттөө');
    return page;
  };
  const [first, second] = [await open(), await open()];
  await first.locator('button[value=ask_reset]').click();
  await expect(first.locator('.message')).toContainText('башка администратор ырасташы керек');
  await second.reload();
  await second.locator('button[value=confirm_reset]').click();
  await expect(second.locator('.summary-list')).toContainText('Экинчи фактор орнотула элек');
  const page = await newPage();
  await page.goto('/office/sign-in');
  await page.locator('#login').fill(somebody.userName);
  await page.locator('#password').fill(somebody.password);
  await page.locator('#page-form .button--primary').click();
  await expect(page.locator('.enrolment__qr')).toBeVisible();
});

test('a code of before does not open the door a second time', async ({ page }) => {
  const staff = newStaff('001');
  await page.goto('/office/sign-in');
  const password = async () => {
    await page.locator('#login').fill(staff.userName);
    await page.locator('#password').fill(staff.password);
    await page.locator('#page-form .button--primary').click();
  };
  await password();
  const code = await freshCode(staff.totp ?? '');
  await page.locator('#code').fill(code);
  await page.locator('#page-form .button--primary').click();
  await page.waitForURL('**/office');
  await page.goto('/office/sign-in');
  await password();
  await page.locator('#code').fill(code);
  await page.locator('#page-form .button--primary').click();
  await expect(page.locator('#code-error')).toContainText('Каждый код действует один раз');
  // not before the wait after a failure is over
  await expect(async () => {
    await proveFactor(page, staff);
    await page.waitForURL('**/office', { timeout: 2000 });
  }).toPass();
});
