// Who may not have a password registers for entry by electronic signature: from the refusal, by a number alone.
import { expect, test } from '../support/fixtures.ts';
import { arrive, open, settled } from '../support/hydration.ts';
import { gainAccess } from '../support/office.ts';
import { newOrganisation } from '../support/organisations.ts';
import { newPerson } from '../support/people.ts';
import { submitOf } from '../support/registration.ts';
import { ABSENT_INN, LANGUAGES } from '../support/words.ts';

const WORDS = {
  ru: {
    offer: 'Вместо пароля можно зарегистрироваться для входа по электронной подписи',
    register: 'Зарегистрироваться для входа по электронной подписи',
    done: 'ИНН зарегистрирован для входа по электронной подписи',
    opens: 'при первом входе с электронной подписью',
    notYet: 'пока не работает',
    eligible: 'Этому ИНН доступен вход по логину и паролю',
    both: 'указаны оба ИНН',
    importer: 'Импортёрам и экспортёрам доступ по паролю не предоставляется',
    notOfficer: 'Вы не указаны как руководитель или бухгалтер этой организации',
  },
  ky: {
    offer: 'Сыр сөздүн ордуна электрондук кол тамга менен кирүү үчүн катталса болот',
    register: 'Электрондук кол тамга менен кирүү үчүн катталуу',
    done: 'ИСН электрондук кол тамга менен кирүү үчүн катталды',
    opens: 'электрондук кол тамга менен биринчи жолу киргенде',
    notYet: 'азырынча иштебейт',
    eligible: 'Бул ИСН үчүн логин жана сыр сөз менен кирүү жеткиликтүү',
    both: 'эки ИСН тең көрсөтүлгөн',
    importer: 'Импорттоочуларга жана экспорттоочуларга сыр сөз менен кирүү берилбейт',
    notOfficer: 'Сиз бул уюмдун жетекчиси же бухгалтери катары көрсөтүлгөн эмессиз',
  },
} as const;

for (const { code, locale, messages } of LANGUAGES) {
  const words = WORDS[code];
  for (const javaScriptEnabled of [true, false]) {
    test.describe(`${code}, ${javaScriptEnabled ? 'with' : 'without'} JavaScript`, () => {
      test.use({ locale, javaScriptEnabled });

      test('the refusal says why and offers it; the confirmation says what is true', async ({ page }) => {
        const trader = newPerson({ vatPayer: true });
        await arrive(page, '/registration', javaScriptEnabled);
        await page.locator('#inn').fill(trader.inn);
        await page.locator('button[name=action][value=look_up]').click();
        await expect(page.locator('#inn-error')).toContainText(messages.vatPayer);
        await expect(page.locator('.registry__advice .message')).toContainText(words.offer);
        await page.locator('.registry__advice').getByRole('button', { name: words.register }).click();

        await expect(page).toHaveURL(/\/registration\/by-signature$/);
        await settled(page, javaScriptEnabled);
        await expect(page.getByRole('heading', { level: 1 })).toHaveText(words.done);
        const panel = page.locator('.panel');
        await expect(panel).toContainText(words.opens);
        await expect(panel).toContainText(words.notYet);
        await expect(panel.locator('p').filter({ hasText: /20\d\d/ }), 'no date is promised').toHaveCount(0);
        for (const part of trader.name.split(' ')) await expect(panel).not.toContainText(part);
        expect(page.url()).not.toContain(trader.inn);
      });

      test('an organisation comes with its head, from the registration or by its own page', async ({
        page,
        person,
      }) => {
        const importer = newOrganisation({ foreignTrade: true });
        await arrive(page, '/registration', javaScriptEnabled);
        await page.locator('#subject_kind').selectOption('legal_entity');
        await page.locator('#organisation_inn').fill(importer.inn);
        await page.locator('#inn').fill(person.inn);
        await page.locator('button[name=action][value=look_up_organisation]').click();
        await expect(page.locator('#organisation_inn-error')).toContainText(words.importer);
        await page
          .locator('#registry-organisation_inn + .registry__advice')
          .getByRole('button', { name: words.register })
          .click();

        await expect(page).toHaveURL(/\/registration\/by-signature$/);
        await expect(page.locator('#inn-error'), 'a stranger is not its head').toContainText(words.notOfficer);
        await settled(page, javaScriptEnabled);
        await expect(page.locator('#organisation_inn')).toHaveValue(importer.inn);
        await page.locator('#inn').fill(importer.head.inn);
        await submitOf(page).click();
        await expect(page.getByRole('heading', { level: 1 })).toHaveText(words.done);
        await expect(page.locator('.panel')).toContainText(words.both);

        await arrive(page, '/registration/by-signature', javaScriptEnabled);
        await expect(page.locator('#organisation_inn')).toBeHidden();
        await page.locator('#subject_kind').selectOption('legal_entity');
        await submitOf(page).click();
        for (const field of ['organisation_inn', 'inn']) {
          await expect(page.locator(`#${field}-error`)).toContainText(messages.required);
        }
      });

      test('by its own page; whoever may have a password, or is nobody, is told so', async ({ page, person }) => {
        await arrive(page, '/registration/by-signature', javaScriptEnabled);
        await submitOf(page).click();
        await expect(page.locator('#inn-error')).toContainText(messages.required);
        for (const [inn, told] of [
          ['1150', messages.shortInn],
          [ABSENT_INN, messages.notTaxpayer],
          [person.inn, words.eligible],
        ] as const) {
          await settled(page, javaScriptEnabled);
          await page.locator('#inn').fill(inn);
          await submitOf(page).click();
          await expect(page.locator('#inn-error')).toContainText(told);
          await expect(page.locator('#inn')).toHaveValue(inn);
        }
        await settled(page, javaScriptEnabled);
        await page.locator('#inn').fill(newPerson({ vatPayer: true }).inn);
        await submitOf(page).click();
        await expect(page.getByRole('heading', { level: 1 })).toHaveText(words.done);
      });
    });
  }
}

test('it reads the same whether or not there is an account, and again', async ({ newPage, newVisitor }) => {
  const holder = newPerson({ kind: 'sole_trader' });
  await gainAccess(newVisitor, holder);
  // they begin to pay VAT
  newPerson({ vatPayer: true, inn: holder.inn });
  const stranger = newPerson({ vatPayer: true });
  const read = async (inn: string) => {
    const page = await newPage();
    await open(page, '/registration/by-signature');
    await page.locator('#inn').fill(inn);
    await submitOf(page).click();
    const text = await page.locator('.panel').innerText();
    return text.replaceAll(/\d/g, '');
  };
  const first = await read(stranger.inn);
  expect(await read(stranger.inn)).toBe(first);
  expect(await read(holder.inn)).toBe(first);
});

test('another language keeps the confirmation', async ({ page }) => {
  await open(page, '/registration/by-signature');
  await page.locator('#inn').fill(newPerson({ vatPayer: true }).inn);
  await submitOf(page).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(WORDS.ru.done);
  await page.locator('.languages__button[value=ky]').click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(WORDS.ky.done);
});

test('without a connection nothing typed is lost', async ({ page }) => {
  const trader = newPerson({ vatPayer: true });
  await open(page, '/registration/by-signature');
  await page.route('**/api/signature_registration/**', (route) => route.abort());
  await page.locator('#inn').fill(trader.inn);
  await submitOf(page).click();
  await expect(page.locator('.error-summary')).toContainText('Нет связи с сервером');
  await expect(page.locator('#inn')).toHaveValue(trader.inn);
  await page.unroute('**/api/signature_registration/**');
  await submitOf(page).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(WORDS.ru.done);
});
