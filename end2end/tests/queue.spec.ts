import type { Page } from '@playwright/test';
import { expect, test } from '../support/fixtures.ts';
import { hydrated, open, settled } from '../support/hydration.ts';
import { enterOffice, openCase, openPlainly, signInStaff } from '../support/office.ts';
import { newPerson, newStaff } from '../support/people.ts';
import { file, paper } from '../support/registration.ts';

const rows = (page: Page) => page.locator('.queue__link');
const section = (page: Page, id: string) => page.locator(`section[aria-labelledby=${id}]`);

for (const javaScriptEnabled of [true, false]) {
  test.describe(javaScriptEnabled ? 'with JavaScript' : 'without JavaScript', () => {
    // offices where nobody else files
    const office = javaScriptEnabled ? '026' : '027';

    test('filters live in the address, views are kept, a search leaves no trace in it', async ({
      atWork,
      newVisitor,
    }) => {
      const people = [
        newPerson({ office, name: 'Ёлкина Үмүт Андреевна' }),
        newPerson({ office, name: 'Жумабаев Тимур Азаматович' }),
      ];
      for (const person of people) await file(await newVisitor(), person);
      const page = await atWork(newStaff(office), { javaScriptEnabled });
      await settled(page, javaScriptEnabled);
      await page.locator('#filter-part').selectOption('submitted');
      await page.locator('#filter-kind').selectOption('restore');
      await page.locator('.filters__apply').click();
      await expect(page).toHaveURL(/\?part=submitted&kind=restore/);
      await expect(page.getByText('Поданных заявлений нет.')).toBeVisible();
      await expect(rows(page)).toHaveCount(0);

      await page.locator('.views__title').click();
      await page.locator('#view-name').fill('Восстановления');
      await page.locator('.views__form button').click();
      await expect(page.locator('.views__link')).toHaveText('Восстановления');
      await page.goto('/office');
      await expect(rows(page)).toHaveCount(2);
      await page.locator('.views__link').click();
      await expect(page).toHaveURL(/\?part=submitted&kind=restore/);
      await expect(rows(page)).toHaveCount(0);
      await page.locator('.views__delete').click();
      await expect(page.locator('.views__link')).toHaveCount(0);

      for (const search of ['елкина умут', people[0]?.inn ?? '']) {
        await page.locator('#search').fill(search);
        await page.locator('.filters__search button').click();
        await expect(section(page, 'found').locator('.queue__link')).toHaveText(['Ёлкина Үмүт Андреевна']);
        await expect(page.locator('#search')).toHaveValue(search);
        expect(decodeURIComponent(page.url())).not.toContain(search);
      }
      await page.locator('.filters__back').click();
      await expect(rows(page)).toHaveCount(2);
    });
  });
}

test('what a colleague takes is seen at once, and can be taken over', async ({ atWork, newVisitor }) => {
  const office = '022';
  const person = newPerson({ office });
  const page = await atWork(newStaff(office));
  await hydrated(page);
  // the cursor is elsewhere, so that rows may come
  await page.locator('.office__title').hover();
  const code = await file(await newVisitor(), person);
  await expect(rows(page)).toHaveCount(1, { timeout: 3000 });
  const colleague = newStaff(office);
  const visitor = await newVisitor();
  await enterOffice(visitor, colleague);
  await openPlainly(visitor, person, code);
  await expect(page.locator('.held')).toContainText(`Занимается ${colleague.name}`, { timeout: 3000 });

  await rows(page).click();
  await expect(page.locator('.claim--theirs')).toContainText(colleague.name);
  await page.locator('#claim').click();
  await expect(page.locator('.claim')).toContainText('Вы занимаетесь до');
  await page.locator('#claim').click();
  await expect(page.locator('#claim')).toHaveText('Взять себе');
});

test('nothing moves under the cursor while news come', async ({ atWork, newVisitor }) => {
  const office = '023';
  await file(await newVisitor(), newPerson({ office, name: 'Бекова Асел Маратовна' }));
  const page = await atWork(newStaff(office));
  await hydrated(page);
  await rows(page).hover();
  const before = await rows(page).boundingBox();
  await file(await newVisitor(), newPerson({ office, name: 'Новикова Анна Олеговна' }));
  await expect(page.locator('.office__fresh')).toContainText('пришло 1 новое', { timeout: 3000 });
  await expect(rows(page)).toHaveCount(1);
  expect(await rows(page).boundingBox()).toEqual(before);
  await page.locator('.office__title').hover();
  await expect(rows(page)).toHaveText(['Новикова Анна Олеговна', 'Бекова Асел Маратовна']);
});

test('from the scanned paper to the printed decision in ten keystrokes', async ({ inspector, newVisitor, person }) => {
  const code = await file(await newVisitor(), person);
  await open(inspector, '/office');
  await expect(inspector.locator('#paper')).toBeFocused();
  // what the scanner types is no keystroke of the inspector's
  await inspector.keyboard.insertText(paper(person, code));
  await inspector.keyboard.press('Enter');
  await expect(inspector.locator('#accept')).toBeVisible();
  let strokes = 0;
  const press = async (key: string) => {
    strokes += 1;
    await inspector.keyboard.press(key);
  };
  await press('a');
  await press('Space');
  await press('Tab');
  await press('Space');
  await press('Tab');
  await press('Space');
  await press('Enter');
  await expect(inspector.locator('#grant')).toBeVisible();
  await press('g');
  await press('Enter');
  await expect(inspector.locator('#print-decision')).toBeVisible();
  const decision = inspector.context().waitForEvent('page');
  await press('p');
  await (await decision).close();
  expect(strokes).toBeLessThanOrEqual(10);
});

test('the keys are switched off for the member of staff, not for the browser', async ({ newPage }) => {
  const staff = newStaff('024');
  const page = await newPage();
  await signInStaff(page, staff);
  await hydrated(page);
  await page.locator('#keys-title').click();
  const kept = page.waitForResponse('**/api/office/keep_shortcuts');
  await page.locator('#keys-on').uncheck();
  expect((await kept).ok()).toBe(true);
  const elsewhere = await newPage();
  await signInStaff(elsewhere, staff);
  await expect(elsewhere.locator('.office')).toHaveAttribute('data-keys', 'off');
});

test('an incomplete application is returned, and its holder is told what was missing', async ({
  inspector,
  newPage,
  newVisitor,
  person,
}) => {
  const code = await file(await newVisitor(), person);
  await openCase(inspector, person, code);
  await inspector.locator('#give-back > summary').click();
  await inspector.locator('#missing_form').check();
  await inspector.locator('#reason').fill('Нет подписи на втором экземпляре');
  await inspector.locator('#give-back button[type=submit]').click();
  await expect(inspector.locator('.timeline')).toContainText('Возвращено как неполное');
  await expect(inspector.locator('.case__marks')).toContainText('Подано');

  const points = { ru: 'Форма заполнена не полностью', ky: 'Форма толук толтурулган эмес' };
  for (const [locale, point] of Object.entries(points)) {
    const page = await newPage({ locale });
    await open(page, '/application');
    await page.locator('#inn').fill(person.inn);
    await page.locator('#code').fill(code);
    await page.locator('#page-form button[type=submit]').last().click();
    await expect(page.getByText('Нет подписи на втором экземпляре')).toBeVisible();
    await expect(page.locator('.message--warning')).toContainText(point);
  }
});
