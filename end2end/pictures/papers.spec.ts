// `npm run pictures -- papers`: every paper as it comes from the printer, a picture a page, into target/pictures.
import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import type { APIRequestContext } from '@playwright/test';
import { test } from '../support/fixtures.ts';
import { TICKED, enterOffice, gainAccess, move, openPlainly } from '../support/office.ts';
import { newPerson, newStaff } from '../support/people.ts';
import { printCard } from '../support/card.ts';
import { PHONE, codeIn, file, restorePlainly } from '../support/registration.ts';
import { askFor, newOrganisation, openLink } from '../support/representation.ts';
import { enter } from '../support/sign_in.ts';
import { ROOT } from '../support/settings.ts';

const FOLDER = path.join(ROOT, 'target/pictures');
const DOTS = 110;

/** Prints a paper. */
async function print(visitor: APIRequestContext, address: string, name: string): Promise<void> {
  keep(await (await visitor.get(address)).body(), name);
}

function keep(paper: Buffer, name: string): void {
  const pdf = path.join(FOLDER, `${name}.pdf`);
  fs.mkdirSync(FOLDER, { recursive: true });
  fs.writeFileSync(pdf, paper);
  execFileSync('pdftoppm', ['-png', '-r', String(DOTS), pdf, path.join(FOLDER, name)], { stdio: 'ignore' });
}

for (const lang of ['ru', 'ky']) {
  // eslint-disable-next-line playwright/expect-expect -- people judge the pictures
  test(`papers of an office, ${lang}`, async ({ newVisitor }) => {
    const staff = newStaff('001');
    const desk = await newVisitor();
    await enterOffice(desk, staff);

    const granted = newPerson();
    const case1 = await openPlainly(desk, granted, await file(await newVisitor(lang), granted));
    await print(desk, `${case1}/application.pdf`, `paper-application-${lang}`);
    await move(desk, case1, 'accept', TICKED);
    await print(desk, `${case1}/application.pdf`, `paper-accepted-${lang}`);
    await move(desk, case1, 'grant');
    await print(desk, `${case1}/decision.pdf`, `paper-grant-${lang}`);

    const refused = newPerson({ name: 'Абдыкадырова-Сулайманбекова Зейнепгүл Абдыкааровна', atRisk: true });
    const case2 = await openPlainly(desk, refused, await file(await newVisitor(lang), refused));
    await move(desk, case2, 'accept', TICKED);
    const ground = { ground: 'fictitious_enterprise', document_number: 'ГУ-17/44', document_date: '02.03.2025' };
    await move(desk, case2, 'refuse', ground);
    await print(desk, `${case2}/decision.pdf`, `paper-refusal-${lang}`);

    const forgetful = newPerson();
    await gainAccess(newVisitor, forgetful, newStaff('001'));
    const restoring = await openPlainly(desk, forgetful, await restorePlainly(await newVisitor(lang), forgetful));
    await move(desk, restoring, 'accept', TICKED);
    await print(desk, `${restoring}/application.pdf`, `paper-restore-application-${lang}`);
    await move(desk, restoring, 'grant');
    await print(desk, `${restoring}/decision.pdf`, `paper-restore-grant-${lang}`);

    const acting = newPerson();
    const login = await gainAccess(newVisitor, acting, newStaff('001'));
    const organisation = newOrganisation({ head: acting });
    const inside = await newVisitor(lang);
    await enter(inside, login, acting.password);
    // a paper asked for inside speaks the account's language
    await inside.post('/language', { form: { switch_language: lang, next: '/cabinet' } });
    const link = await openLink(desk, organisation, await askFor(inside, acting, organisation));
    await move(desk, link, 'accept', TICKED);
    await print(desk, `${link}/application.pdf`, `paper-link-application-${lang}`);
    await move(desk, link, 'grant');
    await print(desk, `${link}/decision.pdf`, `paper-link-grant-${lang}`);

    keep(await printCard(desk, newPerson(), lang), `paper-card-${lang}`);

    const leaving = newPerson();
    await gainAccess(newVisitor, leaving, newStaff('001'));
    const form = { inn: leaving.inn, passport: leaving.passport, phone: PHONE, email: '', submission: '' };
    const filed = await (await newVisitor(lang)).post('/annulment', { form });
    const case3 = await openPlainly(desk, leaving, codeIn(await filed.text()));
    await move(desk, case3, 'accept', TICKED);
    await print(desk, `${case3}/application.pdf`, `paper-annulment-application-${lang}`);
    const page = await (await desk.get(case3)).text();
    const version = /name="version"[^>]*value="(\d+)"/.exec(page)?.[1] ?? '';
    const entered = await (await desk.post(`${case3}/annul`, { form: { version } })).text();
    const note = /href="([^"]+note\.pdf)"/.exec(entered)?.[1] ?? '';
    await print(desk, `${note}?lang=${lang}`, `paper-annulment-note-${lang}`);

    const ended = newPerson();
    await gainAccess(newVisitor, ended, newStaff('001'));
    const evidence = {
      inn: ended.inn,
      document_number: '17-4/2210',
      document_date: '14.10.2025',
      reason: 'Постановление о признании поставок фиктивными',
      action: 'annul',
    };
    const made = await desk.post('/office/annulment', { form: evidence });
    const { pathname } = new URL(made.url());
    await print(desk, `${pathname}/note.pdf?lang=${lang}`, `paper-evidence-note-${lang}`);
  });
}
