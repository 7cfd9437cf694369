import { expect, type APIRequestContext, type Page } from '@playwright/test';

export async function signIn(page: Page, login: string, password: string): Promise<void> {
  await page.goto('/sign-in');
  await page.locator('#login').fill(login);
  await page.locator('#password').fill(password);
  await page.locator('#page-form .button--primary').click();
}

export async function expectSignedIn(page: Page): Promise<void> {
  await expect(page).toHaveURL(/\/cabinet$/);
  await expect(page.locator('.cabinet__name')).toBeVisible();
}

/** A session without a browser. */
export async function enter(visitor: APIRequestContext, login: string, password: string): Promise<void> {
  const answer = await visitor.post('/sign-in', { form: { login, password } });
  // with several cabinets one is chosen first
  expect(answer.url(), 'signed in').toMatch(/\/cabinet(\/choose)?$/);
}

/** Another login of the same shape whose check digit does not fit. */
export function mistyped(login: string): string {
  const last = (Number(login.slice(-1)) + 1) % 10;
  return login.slice(0, -1) + String(last);
}
