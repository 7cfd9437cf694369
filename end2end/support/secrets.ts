// What the canary looks for in the log: every password, token, code, passport number and INN that a test has used.
import fs from 'node:fs';
import { SECRETS } from './settings.ts';

/** Notes secrets, one a line; pieces this short are written at once, so the workers don't disturb each other. */
export function note(...secrets: string[]): void {
  fs.appendFileSync(SECRETS, secrets.map((secret) => `${secret}\n`).join(''));
}

/** Notes what the cookies of a browser hold: tokens of sessions and devices, passes to applications. */
export function noteCookies(cookies: { name: string; value: string }[]): void {
  note(...cookies.filter(({ name }) => name !== '__Host-language').map(({ value }) => value));
}
