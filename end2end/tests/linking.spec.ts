// 002 §1.2 by the public form: a further organisation for somebody who has an account, with that account's own password.
import type { Page } from '@playwright/test';
import { expect, test } from '../support/fixtures.ts';
import { open } from '../support/hydration.ts';
import { acceptCase, gainAccess, grantCase } from '../support/office.ts';
import { fillOrganisation, newOrganisation, type Organisation } from '../support/organisations.ts';
import { newPassword, type Person } from '../support/people.ts';
import { codeIn, confirmation, submitOf } from '../support/registration.ts';
import { expectSignedIn, signIn } from '../support/sign_in.ts';

/** Files for the organisation and returns what the confirmation says, with its code. */
async function ask(page: Page, organisation: Organisation, person: Person): Promise<{ code: string; said: string }> {
  await open(page, '/registration');
  await fillOrganisation(page, organisation, person);
  await submitOf(page).click();
  await expect(confirmation(page)).toBeVisible();
  const said = await page.locator('main').innerText();
  return { code: codeIn(said), said };
}

async function openPaper(inspector: Page, organisation: Organisation, code: string): Promise<void> {
  await open(inspector, '/office');
  await inspector.locator('#paper').fill(`SALYK:1:${organisation.inn}:${code}`);
  await inspector.locator('#paper').press('Enter');
  await inspector.waitForURL('**/office/applications/*');
}

test('a further organisation with the account’s own password: approved, login and password stay', async ({
  page,
  inspector,
  newVisitor,
  person,
}) => {
  const login = await gainAccess(newVisitor, person);
  const organisation = newOrganisation({ head: person });
  const { code } = await ask(page, organisation, person);
  await openPaper(inspector, organisation, code);
  await expect(inspector.locator('main')).toContainText(
    'У заявителя есть учётная запись, и пароль в заявлении указан от неё.',
  );
  await acceptCase(inspector);
  expect(await grantCase(inspector)).toBe(login);
  await signIn(page, login, person.password);
  await page.waitForURL('**/cabinet/choose');
  await page.locator('.chooser__item', { hasText: organisation.name }).click();
  await expectSignedIn(page);
  await expect(page.locator('.cabinet__name')).toHaveText(organisation.name);
});

test('another password is told to the inspector alone, and opens nothing', async ({
  page,
  newPage,
  inspector,
  newVisitor,
  person,
}) => {
  const login = await gainAccess(newVisitor, person);
  const other = { ...person, password: newPassword() };
  const wrong = newOrganisation({ head: person });
  const right = newOrganisation({ head: person });
  const refused = await ask(page, wrong, other);
  const matched = await ask(await newPage(), right, person);
  // what the filer reads is the same but for organisation, code and date
  const plain = (text: string) => text.replaceAll(/\S*\d\S*/g, '#');
  expect(plain(refused.said)).toBe(plain(matched.said));
  await openPaper(inspector, wrong, refused.code);
  await expect(inspector.locator('main')).not.toContainText('пароль в заявлении указан от неё.');
  await expect(inspector.locator('main')).toContainText('есть учётная запись');
  await signIn(page, login, other.password);
  await expect(page.locator('.error-summary')).toBeVisible();
  await expect(page).toHaveURL(/\/sign-in$/);
});
