import { expect, test } from '../support/fixtures.ts';
import { arrive, open } from '../support/hydration.ts';
import { confirmation, fillRegistration, submitOf } from '../support/registration.ts';
import { LANGUAGES } from '../support/words.ts';

/** On the server's list only, typed in either layout: the browser finds nothing wrong with them. */
const LISTED = ['Stonehenge', 'ыещтурутпу', 'республика', 'htcge,kbrf'];

for (const { code, locale, messages } of LANGUAGES) {
  for (const javaScriptEnabled of [true, false]) {
    test.describe(`in ${code}, ${javaScriptEnabled ? 'with' : 'without'} JavaScript`, () => {
      test.use({ locale, javaScriptEnabled });

      test('what only the long list knows is refused in the same words, and another is taken', async ({
        page,
        person,
      }) => {
        await arrive(page, '/registration', javaScriptEnabled);
        for (const password of LISTED) {
          await fillRegistration(page, { ...person, password });
          await submitOf(page).click();
          await expect(page.locator('#password-error')).toContainText(messages.commonPassword);
        }
        await fillRegistration(page, person);
        await submitOf(page).click();
        await expect(confirmation(page)).toBeVisible();
      });
    });
  }
}

test('the meter calls weak what will be refused, and tells it politely', async ({ page, person }) => {
  await open(page, '/registration');
  await fillRegistration(page, person);
  const meter = page.locator('#password-strength');
  await expect(meter).toHaveAttribute('aria-live', 'polite');
  await expect(page.locator('#password')).toHaveAttribute('aria-describedby', /password-strength/);
  for (const [password, level] of [
    ['Qwerty1234', 'слабая'],
    ['йцукен1234', 'слабая'],
    [`четыре слова про ${person.inn}`, 'слабая'],
    [`${person.passport.slice(2)} горное озеро весной`, 'слабая'],
    ['горное озеро', 'средняя'],
    ['korova-7 letit', 'хорошая'],
    ['сорок журавлей над озером', 'высокая'],
  ] as const) {
    await page.locator('#password').fill(password);
    await expect(meter).toContainText(level);
  }
});

test.describe('without JavaScript', () => {
  test.use({ javaScriptEnabled: false });

  test('there is no meter', async ({ page }) => {
    await page.goto('/registration');
    await expect(page.locator('#password-strength')).toBeEmpty();
    await expect(page.locator('.meter__bar')).toBeHidden();
  });
});
