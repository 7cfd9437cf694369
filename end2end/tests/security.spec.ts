import type { APIRequestContext, APIResponse } from '@playwright/test';
import { call, expect, test } from '../support/fixtures.ts';
import { holdHydration, hydrated } from '../support/hydration.ts';
import { TICKED, enterOffice, gainAccess, move, openCase, openPlainly, versionOf } from '../support/office.ts';
import { BAKIROVA, newAddress, newPassword, newPerson } from '../support/people.ts';
import { file, registrationForm } from '../support/registration.ts';
import { FUNCTIONS, GETS, NO_ID, POSTS, argumentsOf } from '../support/routes.ts';
import { enter } from '../support/sign_in.ts';
import { ABSENT_INN } from '../support/words.ts';

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

test('a post from another site, or from nowhere, is refused', async ({ playwright, baseURL }) => {
  const from: Record<string, string>[] = [
    { 'Sec-Fetch-Site': 'cross-site' },
    { 'Sec-Fetch-Site': 'same-site' },
    { Origin: 'https://evil.example' },
    { Origin: 'null' },
    {},
  ];
  for (const headers of from) {
    const visitor = await playwright.request.newContext({
      ...(baseURL !== undefined && { baseURL }),
      extraHTTPHeaders: { 'X-Forwarded-For': newAddress() },
    });
    for (const path of [...POSTS, ...FUNCTIONS]) {
      const form = await visitor.post(path, { form: { switch_language: 'ky' }, headers, maxRedirects: 0 });
      expect.soft(form.status(), `${JSON.stringify(headers)} ${path}`).toBe(403);
      expect.soft(form.headers()['set-cookie'], path).toBeUndefined();
      const json = await visitor.post(path, { data: argumentsOf(path), headers, maxRedirects: 0 });
      expect.soft(json.status(), `${JSON.stringify(headers)} ${path}`).toBe(403);
    }
    await visitor.dispose();
  }
});

test('asking changes nothing', async ({ newVisitor, person }) => {
  const login = await gainAccess(newVisitor, person);
  const visitor = await newVisitor();
  await enter(visitor, login, person.password);
  for (const path of [...POSTS, ...FUNCTIONS].filter((path) => !GETS.includes(path))) {
    const answer = await visitor.get(`${path}?switch_language=ky&next=/help&form[inn]=1`, { maxRedirects: 0 });
    expect.soft([404, 405, 403], path).toContain(answer.status());
    expect.soft(answer.headers()['set-cookie'], path).toBeUndefined();
  }
  expect((await visitor.get('/cabinet', { maxRedirects: 0 })).status(), 'still signed in').toBe(200);

  const applicant = newPerson();
  const code = await file(await newVisitor(), applicant);
  const inspector = await newVisitor();
  await enterOffice(inspector, BAKIROVA);
  const address = await openPlainly(inspector, applicant, code);
  await inspector.get(`${address}/accept?version=1&form_complete=on&requisites_match=on&identity_confirmed=on`);
  expect(await versionOf(inspector, address)).toBe('1');
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

test.describe('without the right', () => {
  const OFFICE = FUNCTIONS.filter((path) => path.startsWith('/api/office/'));
  const CABINET = FUNCTIONS.filter((path) => path.startsWith('/api/cabinet/'));
  const statusOf = async (visitor: APIRequestContext, path: string) =>
    (await call(visitor, path, argumentsOf(path))).status();
  const PAGES = GETS.filter((path) => path.startsWith('/office') && path !== '/office/sign-in');

  test('nobody gets into office or cabinet', async ({ newVisitor }) => {
    const nobody = await newVisitor();
    for (const path of [...OFFICE, ...CABINET]) expect.soft(await statusOf(nobody, path), path).toBe(401);
    for (const path of [...PAGES, '/cabinet']) {
      const answer = await nobody.get(path, { maxRedirects: 0 });
      expect.soft([302, 303, 401], path).toContain(answer.status());
    }
    for (const path of POSTS.filter((path) => /^\/(office|cabinet)\//.test(path) && path !== '/office/sign-in')) {
      const answer = await nobody.post(path, { form: { version: '1' }, maxRedirects: 0 });
      expect.soft([302, 303, 401], path).toContain(answer.status());
    }
  });

  test('a taxpayer gets nothing of the office', async ({ newVisitor, person }) => {
    const taxpayer = await newVisitor();
    await enter(taxpayer, await gainAccess(newVisitor, person), person.password);
    for (const path of OFFICE) expect.soft(await statusOf(taxpayer, path), path).toBe(403);
    for (const path of PAGES) {
      expect.soft((await taxpayer.get(path, { maxRedirects: 0 })).status(), path).toBe(403);
    }
    const other = newPerson();
    const code = await file(await newVisitor(), other);
    const inspector = await newVisitor();
    await enterOffice(inspector, BAKIROVA);
    const address = await openPlainly(inspector, other, code);
    for (const step of ['accept', 'grant', 'refuse', 'deliver']) {
      const answer = await taxpayer.post(`${address}/${step}`, { form: { version: '1', ...TICKED } });
      expect(answer.status(), step).toBe(403);
    }
    const page = await (await taxpayer.get(address)).text();
    expect(page).not.toContain(other.inn);
  });

  test('staff get nothing of a cabinet', async ({ newVisitor }) => {
    const staff = await newVisitor();
    await enterOffice(staff, BAKIROVA);
    for (const path of CABINET) {
      expect.soft(await statusOf(staff, path), path).toBe(403);
    }
    expect((await staff.get('/cabinet', { maxRedirects: 0 })).status()).toBe(403);
  });
});

test('a cookie that was tampered with opens nothing', async ({ newVisitor, person, playwright, baseURL }) => {
  const holder = await newVisitor();
  await file(holder, person);
  const value = async (name: string, from: APIRequestContext) =>
    (await from.storageState()).cookies.find((cookie) => cookie.name === name)?.value ?? '';
  const pass = await value('__Host-application', holder);
  const taxpayer = await newVisitor();
  const owner = newPerson();
  await enter(taxpayer, await gainAccess(newVisitor, owner), owner.password);
  const session = await value('__Host-session', taxpayer);
  expect(pass).not.toBe('');
  expect(session).not.toBe('');

  const bare = await playwright.request.newContext({
    ...(baseURL !== undefined && { baseURL }),
    extraHTTPHeaders: { 'X-Forwarded-For': newAddress() },
  });
  const ask = (path: string, cookie: string) =>
    bare.get(path, { headers: { Cookie: cookie, Accept: 'text/html' }, maxRedirects: 0 });
  expect((await ask('/application/paper.pdf', `__Host-application=${pass}`)).status(), 'the true one').toBe(200);
  for (let place = 0; place < pass.length; place += 7) {
    const answer = await ask('/application/paper.pdf', `__Host-application=${changed(pass, place)}`);
    expect(answer.status(), String(place)).toBe(404);
  }
  for (const wrong of [pass.slice(0, -4), `${pass}AAAA`, session, '', 'é', 'a'.repeat(4000)]) {
    const answer = await ask('/application/paper.pdf', `__Host-application=${encodeURIComponent(wrong)}`);
    expect(answer.status()).toBe(404);
  }
  for (const wrong of [changed(session, 20), pass, session.slice(1), '%00']) {
    const answer = await ask('/cabinet', `__Host-session=${wrong}`);
    expect(answer.status()).toBeGreaterThanOrEqual(300);
    expect(answer.status()).toBeLessThan(400);
  }
  expect((await ask('/cabinet', `session=${session}`)).status(), 'without its prefix').not.toBe(200);
  await bare.dispose();
});

/** The text with another character at this place. */
function changed(text: string, place: number): string {
  return text.slice(0, place) + (text[place] === 'A' ? 'B' : 'A') + text.slice(place + 1);
}

test('floods of look-ups and applications are held off, with a time to come back', async ({ newVisitor }) => {
  const flood = await newVisitor();
  const answers = [];
  for (let number = 0; number < 62; number += 1) {
    answers.push(await call(flood, '/api/registration/look_up', { inn: ABSENT_INN, passport: '' }));
  }
  const refused = answers.filter((answer) => answer.status() === 429);
  expect(refused.length).toBeGreaterThan(0);
  expect(Number(refused[0]?.headers()['retry-after'])).toBeGreaterThan(0);

  const filer = await newVisitor();
  const statuses = [];
  // more than two windows allow, in case one ends meanwhile
  for (const person of [newPerson(), newPerson()]) {
    for (let number = 10; number < 21; number += 1) {
      const form = { ...registrationForm(person), phone: `0555 1234${number}` };
      statuses.push((await filer.post('/registration', { form, maxRedirects: 0 })).status());
    }
  }
  expect(statuses).toContain(429);
  expect((await (await newVisitor()).get('/registration')).status(), 'others are served').toBe(200);
});

test('the metrics are for this machine, also behind a proxy, and name nobody', async ({
  newVisitor,
  person,
  playwright,
  baseURL,
}) => {
  await file(await newVisitor(), person);
  const here = await playwright.request.newContext(baseURL === undefined ? {} : { baseURL });
  const metrics = await (await here.get('/metrics')).text();
  expect(metrics).toContain('http_requests_total');
  for (const text of [person.inn, person.passport.slice(2), person.name, NO_ID]) expect(metrics).not.toContain(text);
  expect(metrics).not.toMatch(/"\/office\/applications\/[0-9a-f]{8}-/);
  await here.dispose();
  const outside = await newVisitor();
  expect((await outside.get('/metrics')).status()).toBe(404);
});

test('the registry’s markup is text', async ({ inspector, newVisitor }) => {
  const person = newPerson({ name: 'Иванов <b>Пётр</b> & "сын" <img src=x onerror=alert(1)>' });
  const code = await file(await newVisitor(), person);
  await openCase(inspector, person, code);
  await expect(inspector.locator('.case__name')).toHaveText(person.name);
  await expect(inspector.locator('main img, main b')).toHaveCount(0);
});

test('what was typed is text, also in the data that the page carries for its script', async ({ page }) => {
  const typed = '</script><script>document.title="owned"</script>';
  const letGo = await holdHydration(page);
  await page.goto('/registration');
  await page.locator('#email').fill(typed);
  await page.locator('#page-form .button--primary').click();
  await expect(page.locator('#email-error')).not.toBeEmpty();
  letGo();
  await hydrated(page);
  await expect(page.locator('#email')).toHaveValue(typed);
  await expect(page).toHaveTitle(/Регистрация/);
});

test('an answer never repeats a password', async ({ newVisitor, person }) => {
  const visitor = await newVisitor();
  const password = newPassword();
  const posts: [string, Record<string, string>][] = [
    ['/registration', { ...registrationForm(person), password, password_repeated: `${password}x` }],
    ['/registration', { ...registrationForm(person), password, password_repeated: password, switch_language: 'ky' }],
    ['/registration', { ...registrationForm(person), password, password_repeated: password, action: 'look_up' }],
    ['/sign-in', { login: `${person.inn}000`, password }],
    ['/sign-in', { login: '', password, switch_language: 'en' }],
    ['/office/sign-in', { login: 'somebody', password }],
  ];
  for (const [path, form] of posts) {
    const answer = await visitor.post(path, { form });
    const text = await answer.text();
    expect(text, path).not.toContain(password);
    expect(text.replaceAll('&quot;', '"'), path).not.toContain(password.replace('tash-rabat ', ''));
  }
});

test('a case can be moved only from the version that was seen', async ({ newVisitor, person }) => {
  const code = await file(await newVisitor(), person);
  const office = await newVisitor();
  await enterOffice(office, BAKIROVA);
  const address = await openPlainly(office, person, code);
  for (const version of ['0', '2', '-1', '999999999999', 'x']) {
    const answer = await office.post(`${address}/accept`, { form: { version, ...TICKED } });
    expect(answer.status(), version).toBe(409);
  }
  for (const step of ['grant', 'refuse', 'deliver'] as const) {
    const answer = await move(office, address, step, { ground: 'identity_not_confirmed' });
    expect(answer.status(), `${step} of what nobody accepted`).toBe(409);
  }
});
