// Runs after everything else: what must not be in the server's log is not there, and the trail is whole.
import fs from 'node:fs';
import { expect, test } from '@playwright/test';
import { BAKIROVA, cabinet } from '../support/people.ts';
import { LOG, SECRETS } from '../support/settings.ts';

/** Shorter ones are looked for as words of their own: seven digits may stand in any number by chance. */
const LONG = 10;

test('no line of the log holds a password, a token, a code, a passport number or a whole INN', () => {
  const log = fs.readFileSync(LOG, 'utf8');
  const noted = fs.readFileSync(SECRETS, { encoding: 'utf8', flag: 'a+' }).split('\n').filter(Boolean);
  const secrets = new Set([BAKIROVA.password, ...noted]);
  expect(log, 'requests were logged').toContain('"answered"');
  const words = new Set(log.match(/[\p{L}\p{N}.-]+/gu));
  const leaked = Array.from(secrets).filter((secret) =>
    secret.length < LONG ? words.has(secret) : log.includes(secret),
  );
  expect(leaked).toEqual([]);
});

test('nothing went wrong inside the server', () => {
  const lines = fs.readFileSync(LOG, 'utf8').split('\n').filter(Boolean);
  const faults = lines.filter((line) => /"level":"ERROR"|panicked at|"status":5\d\d/.test(line));
  expect(faults.slice(0, 10), `${faults.length} lines tell of a fault`).toEqual([]);
});

test('the audit trail of everything that was done is whole', () => {
  expect(cabinet(['audit', 'verify'])).toMatch(/the audit trail is whole: \d+ entries/);
});
