// axe is silent on every page in every state, in three languages, light and dark, also at 320 px.
import { expectAccessible } from '../support/accessible.ts';
import { test } from '../support/fixtures.ts';
import { STATES } from '../support/states.ts';

for (const locale of ['ru-RU', 'ky-KG', 'en-GB']) {
  test.describe(locale, () => {
    test.use({ locale });

    for (const { name, arrive } of STATES) {
      test(name, async ({ page, newVisitor }) => {
        await arrive(page, newVisitor);
        await expectAccessible(page, locale !== 'ru-RU');
      });
    }
  });
}
