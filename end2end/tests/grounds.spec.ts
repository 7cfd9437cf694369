// The words of the grounds of refusal, as an administrator changes them. Only the ground of heads and accountants is ever
// touched here: no other test refuses on it and reads its words.
import type { Page } from '@playwright/test';
import { expect, test } from '../support/fixtures.ts';
import { newStaff } from '../support/people.ts';

const RU = 'заявитель не внесён в реестр как руководитель или бухгалтер организации';
const KY = 'арыз берүүчү реестрге уюмдун жетекчиси же бухгалтери катары киргизилген эмес';
const button = (page: Page, action: string) => page.locator(`#page-form button[name=action][value=${action}]`);

test('a ground is worded otherwise, seen as printed, and put back', async ({ atWork }) => {
  const page = await atWork(newStaff('', 'administrator'), { javaScriptEnabled: false });
  await page.locator('.languages__button[value=ky]').click();
  await page.getByRole('link', { name: 'Баш тартуу негиздеринин тексттери' }).click();
  await expect(page.locator('.administration__entry')).toHaveCount(4);
  await page.getByRole('link', { name: 'Уюмдун жетекчиси да, бухгалтери да эмес' }).click();
  await page.locator('#words_ru').fill('нет');
  await page.locator('#words_ky').fill(KY);
  await button(page, 'preview').click();
  await expect(page.locator('#words_ru-error')).toContainText('10дон 500гө чейин');
  await expect(page.locator('#reason-error')).toContainText('милдеттүү');
  await expect(page.locator('#words_ky'), 'nothing typed is lost').toHaveValue(KY);
  await page.locator('#words_ru').fill(RU);
  await page.locator('#reason').fill('Приказ № 51 от 02.11.2026');
  await button(page, 'preview').click();
  await expect(page.locator('#previewed')).toContainText(KY);
  await button(page, 'save').click();
  await expect(page.getByRole('status')).toContainText('Текст өзгөртүлдү');
  await expect(page.locator('.eligibility__event').first()).toContainText(RU);

  await page.locator('#reason').fill('Приказ № 51 отменён');
  await button(page, 'reset').click();
  await expect(page.locator('#previewed')).toContainText('арыз берүүчү уюмдун жетекчиси же бухгалтери эмес');
  await button(page, 'save').click();
  await expect(page.locator('.eligibility__event').first()).toContainText('Баштапкы текст кайтарылды');
});
