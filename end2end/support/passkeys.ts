// A device that keeps passkeys: Chromium's own, virtual (WebDriver, "WebAuthn", over the debugging protocol).
import type { Page } from '@playwright/test';
import type { Staff } from './people.ts';

export interface Device {
  /** Whether whoever holds it is recognised from now on. */
  recognises: (owner: boolean) => Promise<void>;
}

/** Gives the browser a device with which its owner is recognised at once, as by a finger. */
export async function withDevice(page: Page): Promise<Device> {
  const protocol = await page.context().newCDPSession(page);
  await protocol.send('WebAuthn.enable');
  const { authenticatorId } = await protocol.send('WebAuthn.addVirtualAuthenticator', {
    options: {
      protocol: 'ctap2',
      transport: 'internal',
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: true,
      automaticPresenceSimulation: true,
    },
  });
  return {
    recognises: async (isUserVerified) => {
      await protocol.send('WebAuthn.setUserVerified', { authenticatorId, isUserVerified });
    },
  };
}

/** The first step of the door, in a browser that nobody is signed in with. */
export async function provePassword(page: Page, staff: Staff): Promise<void> {
  await page.goto('/office/sign-in');
  await page.locator('#login').fill(staff.userName);
  await page.locator('#password').fill(staff.password);
  await page.locator('#page-form .button--primary').click();
  await page.locator('#code').waitFor();
}

/** Adds a passkey of this name at «Ключи доступа», shortly after the sign-in. */
export async function addPasskey(page: Page, name: string): Promise<void> {
  await page.goto('/office/keys');
  await page.locator('#name').fill(name);
  await page.locator('[data-passkey=add]').click();
  await page.locator('.desk__table').getByText(name).waitFor();
}
