import { spawn } from 'node:child_process';
import fs from 'node:fs';
import { expect, test } from '../support/fixtures.ts';
import { open } from '../support/hydration.ts';
import { freePort } from '../support/port.ts';
import { CABINET, ENVIRONMENT, STATE } from '../support/settings.ts';

test('the showcase has every component in its states', async ({ page }) => {
  await open(page, '/_components');
  for (const selector of [
    '.error-summary',
    '.message--info',
    '.message--success',
    '.message--warning',
    '.message--error',
    '.panel',
    '.code__text',
    '.field--wrong',
    '.field__counter',
    '.checkbox__input',
    '.button--primary',
    '.button--secondary',
    '.button--danger',
    '.button--link',
    '.tag--waiting',
    '.tag--good',
    '.tag--bad',
    '.countdown--calm',
    '.countdown--soon',
    '.countdown--late',
    '.digits',
    '.summary-list',
    '.skeleton',
  ]) {
    await expect(page.locator(selector).first(), selector).toBeVisible();
  }
});

test('a dialog makes the rest inert, and Escape closes it', async ({ page }) => {
  await open(page, '/_components');
  await page.getByRole('button', { name: 'Dialog' }).click();
  const dialog = page.getByRole('dialog');
  await expect(dialog).toBeVisible();
  await expect(page.locator('dialog:modal')).toHaveCount(1);
  await page.keyboard.press('Escape');
  await expect(dialog).toBeHidden();
  await page.getByRole('button', { name: 'Dialog' }).click();
  await dialog.getByRole('button', { name: 'Закрыть' }).click();
  await expect(dialog).toBeHidden();
});

test('a button that is busy keeps its focus and ignores clicks', async ({ page }) => {
  await open(page, '/_components');
  const busy = page.getByRole('button', { name: /^Busy/ });
  await expect(busy).toHaveAttribute('aria-disabled', 'true');
  await busy.focus();
  await expect(busy).toBeFocused();
});

test('nothing moves for those who want no motion', async ({ page }) => {
  await page.emulateMedia({ reducedMotion: 'reduce' });
  await open(page, '/_components');
  const moving = await page.evaluate(
    () => document.getAnimations().filter((animation) => animation.playState === 'running').length,
  );
  expect(moving).toBe(0);
});

test('printed, a page has neither header nor buttons', async ({ page }) => {
  await page.emulateMedia({ media: 'print' });
  await page.goto('/help');
  await expect(page.locator('.header__utilities')).toBeHidden();
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
});

test('a server that is no demonstration shows neither components nor personas', async ({ page }) => {
  const port = await freePort();
  const { databaseUrl } = JSON.parse(fs.readFileSync(STATE, 'utf8')) as { databaseUrl: string };
  const settings = { ...ENVIRONMENT, DATABASE_URL: databaseUrl, CABINET_SERVER__LISTEN: `127.0.0.1:${String(port)}` };
  const server = spawn(CABINET, ['serve'], { env: { ...process.env, ...settings }, stdio: 'ignore' });
  try {
    const address = `http://localhost:${String(port)}`;
    await expect(async () => {
      expect((await page.request.get(`${address}/readyz`)).status()).toBe(200);
    }).toPass();
    expect((await page.request.get(`${address}/_components`)).status()).toBe(404);
    // until it lives, and left before its server ends: a page in the middle of loading complains
    await open(page, address);
    await expect(page.locator('.home__hero')).toBeVisible();
    await expect(page.locator('.demo')).toHaveCount(0);
    await page.goto('about:blank');
  } finally {
    const ended = new Promise((resolve) => server.once('exit', resolve));
    server.kill('SIGTERM');
    await ended;
  }
});
