import type { APIRequestContext } from '@playwright/test';
import { call, expect, test } from '../support/fixtures.ts';
import { TICKED, enterOffice, gainAccess, move, openPlainly, versionOf } from '../support/office.ts';
import { BAKIROVA, newAddress, newPerson } from '../support/people.ts';
import { file, registrationForm } from '../support/registration.ts';
import { FUNCTIONS, GETS, POSTS, argumentsOf } from '../support/routes.ts';
import { enter } from '../support/sign_in.ts';
import { ABSENT_INN } from '../support/words.ts';

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
  const elsewhere = await newVisitor();
  await enter(elsewhere, login, person.password);
  for (const path of [...POSTS, ...FUNCTIONS]) {
    const answer = await visitor.get(`${path}?switch_language=ky&next=/help&form[inn]=1`, { maxRedirects: 0 });
    expect.soft(answer.status(), path).toBeLessThan(500);
    expect.soft(answer.headers()['set-cookie'], path).toBeUndefined();
  }
  expect((await visitor.get('/cabinet', { maxRedirects: 0 })).status(), 'still signed in').toBe(200);
  expect((await elsewhere.get('/cabinet', { maxRedirects: 0 })).status(), 'there too').toBe(200);

  const applicant = newPerson();
  const code = await file(await newVisitor(), applicant);
  const inspector = await newVisitor();
  await enterOffice(inspector, BAKIROVA);
  const address = await openPlainly(inspector, applicant, code);
  await inspector.get(`${address}/accept?version=1&form_complete=on&requisites_match=on&identity_confirmed=on`);
  expect(await versionOf(inspector, address)).toBe('1');
});

test.describe('without the right', () => {
  const OFFICE = FUNCTIONS.filter((path) => path.startsWith('/api/office/'));
  const ADMINISTRATION = FUNCTIONS.filter((path) => /^\/api\/(administration|eligibility|staff)\//.test(path));
  const CABINET = FUNCTIONS.filter((path) => /^\/api\/(cabinet|representation)\//.test(path));
  const statusOf = async (visitor: APIRequestContext, path: string) =>
    (await call(visitor, path, argumentsOf(path))).status();
  const PAGES = GETS.filter((path) => path.startsWith('/office') && path !== '/office/sign-in');
  const ADMINISTRATORS = GETS.filter((path) => path.startsWith('/administration'));

  test('nobody gets into office or cabinet', async ({ newVisitor }) => {
    const nobody = await newVisitor();
    for (const path of [...OFFICE, ...ADMINISTRATION, ...CABINET])
      expect.soft(await statusOf(nobody, path), path).toBe(401);
    for (const path of [...PAGES, ...ADMINISTRATORS, '/cabinet']) {
      const answer = await nobody.get(path, { maxRedirects: 0 });
      expect.soft([302, 303, 401], path).toContain(answer.status());
    }
    for (const path of POSTS.filter(
      (path) => /^\/(office|cabinet|administration)\//.test(path) && path !== '/office/sign-in',
    )) {
      const answer = await nobody.post(path, { form: { version: '1' }, maxRedirects: 0 });
      expect.soft([302, 303, 401], path).toContain(answer.status());
    }
  });

  test('a taxpayer gets nothing of the office', async ({ newVisitor, person }) => {
    const taxpayer = await newVisitor();
    await enter(taxpayer, await gainAccess(newVisitor, person), person.password);
    for (const path of [...OFFICE, ...ADMINISTRATION]) expect.soft(await statusOf(taxpayer, path), path).toBe(403);
    for (const path of [...PAGES, ...ADMINISTRATORS]) {
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
    const queue = await (await taxpayer.get('/office')).text();
    expect(queue).toContain('Это страница инспектора');
    expect(queue, 'nothing to fill in').not.toContain('id="paper"');
    expect(queue, 'the way back').toContain('href="/cabinet"');
  });

  test('staff get nothing of the administration', async ({ newVisitor }) => {
    const staff = await newVisitor();
    await enterOffice(staff, BAKIROVA);
    for (const path of ADMINISTRATION) expect.soft(await statusOf(staff, path), path).toBe(403);
    for (const path of ADMINISTRATORS) {
      const answer = await staff.get(path, { maxRedirects: 0 });
      expect.soft(answer.status(), path).toBe(403);
      expect.soft(await answer.text(), path).not.toContain('name="version"');
    }
    const posted = await staff.post('/administration/eligibility', { form: { version: '1', action: 'save' } });
    expect(posted.status()).toBe(403);
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
