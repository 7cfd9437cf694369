import { expect, test } from '../support/fixtures.ts';
import { holdHydration, hydrated } from '../support/hydration.ts';
import { openCase } from '../support/office.ts';
import { newPassword, newPerson } from '../support/people.ts';
import { file, registrationForm } from '../support/registration.ts';

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
