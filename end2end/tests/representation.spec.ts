import type { Page } from '@playwright/test';
import { expectAccessible } from '../support/accessible.ts';
import { expect, test } from '../support/fixtures.ts';
import { arrive, hydrated, settled } from '../support/hydration.ts';
import { TICKED, enterOffice, gainAccess, move } from '../support/office.ts';
import { fillOrganisation, newOrganisation } from '../support/organisations.ts';
import { wordsOf } from '../support/pdf.ts';
import { BAKIROVA, KIM, newPerson } from '../support/people.ts';
import { codeIn, confirmation, submitOf } from '../support/registration.ts';
import { askFor, cabinetOf, grantLink, newMember, openLink, toChooser } from '../support/representation.ts';
import { enter, signIn } from '../support/sign_in.ts';
import { LANGUAGES } from '../support/words.ts';

const WORDS = {
  ru: {
    choose: 'Выбор учётной записи',
    actingFor: (name: string) => `действует за: ${name}`,
    own: 'личный кабинет',
    switch: 'Сменить учётную запись',
    removed: (name: string) => `Вы больше не действуете за ${name}`,
    unlink: 'Отвязать',
    unlinkYes: 'Да, отвязать',
    unlinked: 'Организация отвязана.',
    notOfficer: 'Вы не указаны как руководитель или бухгалтер этой организации',
    alreadyAsked: 'Вы уже подали заявление на эту организацию',
    head: 'По реестру вы руководитель этой организации.',
    nothing: 'Ничего не найдено',
    ground: 'Основание отказа',
  },
  ky: {
    choose: 'Эсеп жазууну тандоо',
    actingFor: (name: string) => `${name} атынан иш кылат`,
    own: 'жеке кабинет',
    switch: 'Эсеп жазууну алмаштыруу',
    removed: (name: string) => `Сиз мындан ары ${name} атынан иш кылбайсыз`,
    unlink: 'Ажыратуу',
    unlinkYes: 'Ооба, ажыратуу',
    unlinked: 'Уюм ажыратылды.',
    notOfficer: 'Сиз бул уюмдун жетекчиси же бухгалтери катары көрсөтүлгөн эмессиз',
    alreadyAsked: 'Сиз бул уюм боюнча арыз бергенсиз',
    head: 'Реестр боюнча сиз бул уюмдун жетекчисисиз.',
    nothing: 'Эч нерсе табылган жок',
    ground: 'Баш тартуунун негизи',
  },
} as const;

const header = (page: Page) => page.locator('.acting');
const error = (page: Page, field: string) => page.locator(`#${field}-error`);

/** The language of the account follows the page's; a test that reads words asks for its own. */
async function speak(page: Page, code: string): Promise<void> {
  if ((await page.locator('html').getAttribute('lang')) !== code) {
    await page.locator(`.languages__button[value=${code}]`).click();
    await page.locator(`html[lang=${code}]`).waitFor();
  }
}

for (const { code, locale } of LANGUAGES) {
  const words = WORDS[code];

  test.describe(`in ${code}`, () => {
    test.use({ locale });

    for (const javaScriptEnabled of [true, false]) {
      test.describe(javaScriptEnabled ? 'with JavaScript' : 'without JavaScript', () => {
        test.use({ javaScriptEnabled });

        test('a cabinet is chosen after signing in, and changed from the header', async ({ page, newVisitor }) => {
          const member = await newMember(newVisitor, ['ОсОО «Кара-Кужур»', 'ОсОО «Сары-Челек»']);
          const [one, two] = member.organisations;
          await toChooser(page, member);
          await speak(page, code);
          await expect(page.locator('h1')).toHaveText(words.choose);
          await expect(page.locator('.chooser__item')).toHaveCount(3);
          await expect(page.locator('#search'), 'three need no search').toHaveCount(0);
          await expect(cabinetOf(page, one?.inn ?? '')).toContainText('001');
          await cabinetOf(page, one?.inn ?? '').click();
          await expect(page).toHaveURL(/\/cabinet$/);
          await expect(page.locator('.cabinet__name')).toHaveText(one?.name ?? '');
          await expect(header(page)).toContainText(member.person.name.split(' ')[0] ?? '');
          await expect(header(page)).toContainText(words.actingFor(one?.name ?? ''));
          await expect(page.locator('main')).toContainText(one?.address ?? '');

          await settled(page, javaScriptEnabled);
          await header(page).getByRole('link', { name: words.switch }).click();
          await cabinetOf(page, two?.inn ?? '').click();
          await expect(page).toHaveURL(/\/cabinet$/);
          await expect(header(page)).toContainText(words.actingFor(two?.name ?? ''));
          await header(page).getByRole('link', { name: words.switch }).click();
          await cabinetOf(page, member.person.inn).click();
          await expect(page).toHaveURL(/\/cabinet$/);
          await expect(header(page)).toContainText(words.own);
          await expect(page.locator('main')).toContainText(member.person.address);
        });

        test('more than seven can be searched', async ({ page, newVisitor }) => {
          const names = ['Сүт', 'Нан', 'Жүн', 'Балык', 'Таш', 'Темир', 'Кагаз'].map((name) => `ОсОО «${name}»`);
          const member = await newMember(newVisitor, names);
          await toChooser(page, member);
          await speak(page, code);
          await settled(page, javaScriptEnabled);
          await expect(page.locator('.chooser__item')).toHaveCount(8);
          const search = async (text: string) => {
            await page.locator('#search').fill(text);
            await page.locator('#search').press('Enter');
          };
          await search('сут');
          await expect(page.locator('.chooser__item')).toHaveCount(1);
          await expect(page.locator('.chooser__item')).toContainText('Сүт');
          await search('нет такой');
          await expect(page.locator('main')).toContainText(words.nothing);
          expect(page.url(), 'what was typed is in no address').toMatch(/\/cabinet\/choose$/);
          await search(member.organisations[3]?.inn ?? '');
          await page.locator('.chooser__item').click();
          await expect(page.locator('.cabinet__name')).toHaveText('ОсОО «Балык»');
        });

        test('an organisation is asked for from inside and acted for once it is granted', async ({
          page,
          newVisitor,
          person,
        }) => {
          const login = await gainAccess(newVisitor, person);
          const organisation = newOrganisation({ head: person, office: '002' });
          await signIn(page, login, person.password);
          await expect(page).toHaveURL(/\/cabinet$/);
          await speak(page, code);
          await arrive(page, '/cabinet/organisations/add', javaScriptEnabled);
          await page.locator('#organisation_inn').fill(organisation.inn);
          await page.locator('button[name=action][value=look_up]').click();
          const name = { ru: organisation.name, ky: organisation.nameKy }[code];
          await expect(page.locator('.link__answer')).toContainText(name);
          await expect(page.locator('.link__answer')).toContainText(organisation.address);
          await expect(page.locator('.link__answer')).toContainText(words.head);
          await page.locator('#passport').fill(person.passport);
          await submitOf(page).click();
          await expect(confirmation(page)).toBeVisible();
          const applicationCode = codeIn(await page.locator('main').innerText());
          const paper = wordsOf(await (await page.request.get(`/application/paper.pdf?lang=${code}`)).body());
          for (const text of [organisation.inn, person.inn]) expect(paper).toContain(text);

          await arrive(page, '/cabinet/organisations', javaScriptEnabled);
          await expect(page.locator('.organisations__item')).toContainText(name);
          await arrive(page, '/cabinet/organisations/add', javaScriptEnabled);
          await page.locator('#organisation_inn').fill(organisation.inn);
          await page.locator('#passport').fill(person.passport);
          await submitOf(page).click();
          await expect(error(page, 'organisation_inn')).toContainText(words.alreadyAsked);
          await expect(page.locator('#passport')).toHaveValue(person.passport);

          const inspector = await newVisitor();
          await enterOffice(inspector, KIM);
          await grantLink(inspector, organisation, applicationCode);
          await arrive(page, '/cabinet', javaScriptEnabled);
          await header(page).getByRole('link', { name: words.switch }).click();
          await cabinetOf(page, organisation.inn).click();
          await expect(header(page)).toContainText(words.actingFor(name));
          await expect(page.locator('main')).toContainText('002');
        });

        test('who is neither head nor accountant is told so', async ({ page, newVisitor, person }) => {
          const login = await gainAccess(newVisitor, person);
          const foreign = newOrganisation();
          await signIn(page, login, person.password);
          await expect(page).toHaveURL(/\/cabinet$/);
          await speak(page, code);
          await arrive(page, '/cabinet/organisations/add', javaScriptEnabled);
          await page.locator('#organisation_inn').fill(foreign.inn);
          await page.locator('button[name=action][value=look_up]').click();
          await expect(error(page, 'organisation_inn')).toContainText(words.notOfficer);
          await page.locator('#passport').fill(person.passport);
          await submitOf(page).click();
          await expect(error(page, 'organisation_inn')).toContainText(words.notOfficer);
        });

        test('a link that is removed ends at the next request, which says why', async ({ page, newVisitor }) => {
          const member = await newMember(newVisitor, ['ОсОО «Кара-Кужур»']);
          const [organisation] = member.organisations;
          await toChooser(page, member);
          await speak(page, code);
          await cabinetOf(page, organisation?.inn ?? '').click();
          await arrive(page, '/cabinet/organisations', javaScriptEnabled);
          await page.locator('details > summary', { hasText: words.unlink }).click();
          await page.getByRole('button', { name: words.unlinkYes }).click();
          await expect(page).toHaveURL(/\/cabinet\/choose$/);
          await expect(page.locator('main')).toContainText(words.removed(organisation?.name ?? ''));
          await cabinetOf(page, member.person.inn).click();
          await expect(header(page)).toContainText(words.own);
          await expect(page.locator('.history')).toContainText(organisation?.name ?? '');
        });

        test('a link is removed from another cabinet', async ({ page, newVisitor }) => {
          const member = await newMember(newVisitor, ['ОсОО «Кара-Кужур»']);
          await toChooser(page, member);
          await speak(page, code);
          await cabinetOf(page, member.person.inn).click();
          await arrive(page, '/cabinet/organisations', javaScriptEnabled);
          await page.locator('details > summary', { hasText: words.unlink }).click();
          await page.getByRole('button', { name: words.unlinkYes }).click();
          await expect(page.locator('.message--success')).toContainText(words.unlinked);
          await expect(page.locator('.organisations__item')).toHaveCount(0);
        });
      });
    }

    test('a refusal is told with its ground', async ({ page, newVisitor, person }) => {
      const login = await gainAccess(newVisitor, person);
      const organisation = newOrganisation({ head: person });
      const visitor = await newVisitor();
      await enter(visitor, login, person.password);
      const asked = await askFor(visitor, person, organisation);
      const inspector = await newVisitor();
      await enterOffice(inspector, BAKIROVA);
      const address = await openLink(inspector, organisation, asked);
      await move(inspector, address, 'accept', TICKED);
      await move(inspector, address, 'refuse', { ground: 'not_head_or_accountant' });
      await signIn(page, login, person.password);
      await expect(page).toHaveURL(/\/cabinet$/);
      await speak(page, code);
      await page.goto('/cabinet/organisations');
      await expect(page.locator('.organisations__item')).toContainText(words.ground);
      await expectAccessible(page, code !== 'ru');
    });
  });
}

test('from the public form to the cabinet of the organisation', async ({ page, newVisitor }) => {
  const organisation = newOrganisation({ head: newPerson({ name: 'Осмонова Бермет Кадыровна' }) });
  await arrive(page, '/registration', true);
  await fillOrganisation(page, organisation);
  await submitOf(page).click();
  await expect(confirmation(page)).toBeVisible();
  const code = codeIn(await page.locator('main').innerText());
  const inspector = await newVisitor();
  await enterOffice(inspector, BAKIROVA);
  await grantLink(inspector, organisation, code);
  const html = await (await inspector.get(await openLink(inspector, organisation, code))).text();
  const login = (/class="code__text"[^>]*>\s*([\d\s]+)/.exec(html)?.[1] ?? '').replaceAll(/\s/g, '');
  expect(login.slice(0, 14), 'the login is the person’s').toBe(organisation.head.inn);
  await signIn(page, login, organisation.head.password);
  await expect(page).toHaveURL(/\/cabinet$/);
  await hydrated(page);
  await expect(page.locator('.cabinet__name'), 'one cabinet: straight in').toHaveText(organisation.name);
  await expect(header(page)).toContainText(`действует за: ${organisation.name}`);
  await expect(header(page).getByRole('link', { name: 'Сменить учётную запись' })).toHaveCount(0);
});

test('a cabinet that is another’s is entered by nobody', async ({ newVisitor }) => {
  const one = await newMember(newVisitor, ['ОсОО «Кара-Кужур»']);
  const two = await newMember(newVisitor, ['ОсОО «Сары-Челек»']);
  const visitorOf = async (member: typeof one) => {
    const visitor = await newVisitor();
    await visitor.post('/sign-in', { form: { login: member.login, password: member.person.password } });
    return visitor;
  };
  const owner = await visitorOf(one);
  const html = await (await owner.get('/cabinet/choose')).text();
  const key = /name="cabinet" value="([0-9a-f-]{36})"/.exec(html)?.[1] ?? '';
  expect(key).not.toBe('');
  const stranger = await visitorOf(two);
  const answer = await stranger.post('/cabinet/choose', { form: { cabinet: key, search: '' }, maxRedirects: 0 });
  expect(answer.status()).toBe(409);
  expect(answer.headers()['set-cookie']).toBeUndefined();
  expect(await answer.text()).not.toContain('Кара-Кужур');
});
