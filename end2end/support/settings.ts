// What the tests and the server under test agree on.
import path from 'node:path';

/** The checkout. */
export const ROOT = path.resolve(import.meta.dirname, '../..');
/** Another port than `make run` uses, so that both can run; `TESTED_PORT` lets two runs be at work at once. */
const PORT = process.env['TESTED_PORT'] ?? '3117';
/** What a run leaves behind: cluster, log, collected secrets. Made anew by every run (serve.mjs), each in its own. */
export const WORK = path.join(ROOT, 'target', PORT === '3117' ? 'end2end' : `end2end-${PORT}`);
/**
 * Binary and site as `make run` starts them, and the copies that are tested: a build meanwhile disturbs nothing.
 * `BUILT_PAIR` names a folder that holds another such pair.
 */
const PAIR = process.env['BUILT_PAIR'];
export const BUILT = {
  cabinet: path.join(PAIR ?? path.join(ROOT, 'target/release'), 'cabinet'),
  site: path.join(PAIR ?? path.join(ROOT, 'target'), 'site'),
};
export const CABINET = path.join(WORK, 'cabinet');
const SITE = path.join(WORK, 'site');
/** Where tests find the database's address. */
export const STATE = path.join(WORK, 'state.json');
/** The server's log, read by the canary. */
export const LOG = path.join(WORK, 'server.log');
/** What must never be in that log: every secret that a test has used, one a line. */
export const SECRETS = path.join(WORK, 'secrets.txt');
export const ADDRESS = `http://localhost:${PORT}`;

const KEY = Buffer.alloc(32, 7).toString('base64');

/** Settings of the server and of the commands beside it. */
export const ENVIRONMENT: Record<string, string> = {
  CABINET_SERVER__LISTEN: `127.0.0.1:${PORT}`,
  // every test comes from an address of its own, through a proxy that is believed
  CABINET_SERVER__TRUSTED_PROXIES: '["127.0.0.1", "::1"]',
  CABINET_ASSETS__SITE: SITE,
  CABINET_SECRETS__KEYS: `["1:${KEY}"]`,
  CABINET_SECRETS__LOOKUP_KEY: KEY,
  CABINET_LOG__FORMAT: 'json',
  CABINET_LOG__LEVEL: 'info',
};

/**
 * Debian's Chromium: Playwright's own can't be fetched everywhere. Without the browser around it, which starts pages of its
 * own in every window and takes as long again.
 */
export const LAUNCH = {
  executablePath: '/usr/bin/chromium-headless-shell',
  args: [
    '--no-sandbox',
    '--disable-quic',
    '--no-first-run',
    '--disable-background-networking',
    '--disable-component-update',
    '--disable-sync',
  ],
};
