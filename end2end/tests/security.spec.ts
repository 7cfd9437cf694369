import type { APIResponse } from '@playwright/test';
import { call, expect, test } from '../support/fixtures.ts';
import { enterOffice, gainAccess } from '../support/office.ts';
import { BAKIROVA } from '../support/people.ts';
import { file } from '../support/registration.ts';
import { FUNCTIONS, GETS, NO_ID, POSTS, argumentsOf } from '../support/routes.ts';
import { ADDRESS } from '../support/settings.ts';
import { enter } from '../support/sign_in.ts';

const HEADERS: Record<string, RegExp> = {
  'strict-transport-security': /max-age=\d{8,}/,
  'x-content-type-options': /^nosniff$/,
  'referrer-policy': /^(same-origin|no-referrer|strict-origin)/,
  'permissions-policy': /camera=\(\)/,
  'cross-origin-opener-policy': /^same-origin$/,
  'cross-origin-resource-policy': /^same-origin$/,
  'content-security-policy': /default-src 'none'/,
};

function expectSecure(answer: APIResponse, what: string): void {
  const headers = answer.headers();
  for (const [name, value] of Object.entries(HEADERS)) {
    expect.soft(headers[name] ?? '', `${name} of ${what}`).toMatch(value);
  }
  const policy = headers['content-security-policy'] ?? '';
  expect.soft(policy, what).toContain("base-uri 'none'");
  expect.soft(policy, what).toContain("frame-ancestors 'none'");
  expect.soft(policy, what).not.toContain('unsafe-inline');
  expect.soft(policy, what).not.toContain("'unsafe-eval'");
  expect.soft(headers['server'] ?? '', what).toBe('');
  for (const { name, value } of answer.headersArray()) {
    if (name.toLowerCase() === 'set-cookie') expectCookie(value, what);
  }
}

function expectCookie(cookie: string, what: string): void {
  expect.soft(cookie, what).toMatch(/^__Host-/);
  for (const attribute of ['HttpOnly', 'Secure', 'SameSite=Lax', 'Path=/']) {
    expect.soft(cookie.split(/;\s*/), what).toContain(attribute);
  }
  expect.soft(cookie, what).not.toMatch(/domain=/i);
}

test('the lists of addresses are not empty', () => {
  expect(GETS.length).toBeGreaterThanOrEqual(15);
  expect(POSTS.length).toBeGreaterThanOrEqual(15);
  expect(FUNCTIONS.length).toBeGreaterThanOrEqual(18);
});

test('every answer has the headers, whoever asks and whatever comes of it', async ({ newVisitor, person }) => {
  const nobody = await newVisitor();
  const taxpayer = await newVisitor();
  await enter(taxpayer, await gainAccess(newVisitor, person), person.password);
  const staff = await newVisitor();
  await enterOffice(staff, BAKIROVA);
  for (const visitor of [nobody, taxpayer, staff]) {
    for (const path of [...GETS, '/nowhere', '/pkg/nothing.js', '/office/applications/x', '/..%2f..%2fetc/passwd']) {
      const answer = await visitor.get(path, { maxRedirects: 0 });
      expect.soft(answer.status(), path).toBeLessThan(500);
      expectSecure(answer, `GET ${path}`);
    }
  }
  for (const path of POSTS) {
    expectSecure(await nobody.post(path, { form: {}, maxRedirects: 0 }), `POST ${path}`);
  }
  for (const path of FUNCTIONS) expectSecure(await call(nobody, path, argumentsOf(path)), `POST ${path}`);
  for (const method of ['PUT', 'DELETE', 'PATCH', 'TRACE']) {
    const answer = await nobody.fetch('/registration', { method });
    expect([404, 405], method).toContain(answer.status());
    expectSecure(answer, method);
  }
});

test('pages are kept by no cache, hashed files for good', async ({ page }) => {
  const files: APIResponse[] = [];
  const answer = await page.request.get('/registration');
  expect(answer.headers()['cache-control']).toBe('no-store');
  const html = await answer.text();
  for (const [, path = ''] of html.matchAll(/(?:src|href)="(\/[^"]+\.(?:css|js|woff2|svg))"/g)) {
    files.push(await page.request.get(path, { headers: { 'Accept-Encoding': 'br' } }));
  }
  expect(files.length).toBeGreaterThanOrEqual(4);
  for (const found of files) {
    expect(found.status(), found.url()).toBe(200);
    expect(found.headers()['cache-control'], found.url()).toContain('immutable');
    expect(found.headers()['x-content-type-options']).toBe('nosniff');
  }
  const compressed = files.filter((found) => /\.(css|js)$/.test(new URL(found.url()).pathname));
  for (const found of compressed) expect(found.headers()['content-encoding'], found.url()).toBe('br');
});

test('a page has no script or style of its own that the policy would have to allow', async ({ newVisitor }) => {
  const visitor = await newVisitor();
  const nonces = new Set<string>();
  for (const path of ['/', '/registration', '/registration', '/application', '/sign-in', '/help', '/office/sign-in']) {
    const answer = await visitor.get(path);
    const html = await answer.text();
    const nonce = /'nonce-([^']+)'/.exec(answer.headers()['content-security-policy'] ?? '')?.[1] ?? '';
    expect(nonce.length).toBeGreaterThan(15);
    nonces.add(nonce);
    expect(html).not.toMatch(/<[^>]+\sstyle=/);
    expect(html).not.toMatch(/<[^>]+\son\w+=/);
    expect(html).not.toContain('<style');
    for (const [tag] of html.matchAll(/<script\b[^>]*>/g)) {
      expect(/ src="\//.test(tag) || tag.includes(`nonce="${nonce}"`), tag).toBe(true);
    }
  }
  expect(nonces.size, 'a nonce for each answer').toBe(7);
});

test('cookies are bound to this host, to HTTP and to this site', async ({ page, newVisitor, person }) => {
  const login = await gainAccess(newVisitor, person);
  await page.goto('/sign-in');
  await page.locator('#login').fill(login);
  await page.locator('#password').fill(person.password);
  await page.locator('#page-form .button--primary').click();
  await page.waitForURL('**/cabinet');
  const cookies = await page.context().cookies();
  expect(cookies.map(({ name }) => name)).toContain('__Host-session');
  for (const cookie of cookies) {
    expect(cookie.name).toMatch(/^__Host-/);
    expect(cookie, cookie.name).toMatchObject({ httpOnly: true, secure: true, sameSite: 'Lax', path: '/' });
  }
  expect(await page.evaluate(() => document.cookie)).toBe('');
  expect(await page.evaluate(() => Object.keys(localStorage).concat(Object.keys(sessionStorage)))).toEqual([]);
});

test('a body that is too large is refused', async ({ newVisitor }) => {
  const visitor = await newVisitor();
  const large = 'a'.repeat(64 * 1024);
  for (const path of ['/registration', '/sign-in', '/application', '/office/open', '/language', '/cabinet/password']) {
    expect((await visitor.post(path, { form: { inn: large } })).status(), path).toBe(413);
  }
  for (const path of FUNCTIONS) {
    expect((await call(visitor, path, { form: { inn: large } })).status(), path).toBe(413);
  }
});

test('nonsense for a server function is answered without a fault or a word about the inside', async ({
  newVisitor,
}) => {
  const visitor = await newVisitor();
  for (const path of FUNCTIONS) {
    for (const body of [
      '',
      '{',
      'null',
      '[]',
      '{"form":7}',
      '{"form":{"version":"x"}}',
      '\u0000',
      '{"__proto__":{}}',
    ]) {
      const answer = await call(visitor, path, Buffer.from(body), { 'Content-Type': 'application/json' });
      expect.soft(answer.status(), `${path} ${body}`).toBeLessThan(500);
      expect.soft(await answer.text(), `${path} ${body}`).not.toMatch(/serde|panick|expected|missing field|at line/i);
    }
    const form = await visitor.post(path, { form: { a: 'b' }, maxRedirects: 0 });
    expect.soft(form.status(), `a plain form to ${path}`).toBe(415);
  }
  expect((await call(visitor, '/api/nothing/here', {})).status()).toBeLessThan(500);
});

test('the metrics are for this machine, also behind a proxy, and name nobody', async ({ newVisitor, person }) => {
  await file(await newVisitor(), person);
  // without the proxy that every other request of the tests comes through
  const metrics = await (await fetch(`${ADDRESS}/metrics`)).text();
  expect(metrics).toContain('http_requests_total');
  for (const text of [person.inn, person.passport.slice(2), person.name, NO_ID]) expect(metrics).not.toContain(text);
  expect(metrics).not.toMatch(/"\/office\/applications\/[0-9a-f]{8}-/);
  const outside = await newVisitor();
  expect((await outside.get('/metrics')).status()).toBe(404);
});
