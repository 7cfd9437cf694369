// Invented organisations and who may register them.
import { randomInt } from 'node:crypto';
import type { Page } from '@playwright/test';
import { digits, importRegistry, newPerson, type Person } from './people.ts';
import { fillRegistration } from './registration.ts';
import { note } from './secrets.ts';

export interface Organisation {
  inn: string;
  name: string;
  nameKy: string;
  address: string;
  head: Person;
}

export interface OrganisationWishes {
  name?: string;
  kind?: 'legal_entity' | 'farm';
  office?: string;
  head?: Person;
  role?: 'head' | 'accountant';
  /** `false`: the head has left. */
  inOffice?: boolean;
  foreignTrade?: boolean;
}

/** Puts an organisation into the registry, with a head who has no account. */
export function newOrganisation(wishes: OrganisationWishes = {}): Organisation {
  const head = wishes.head ?? newPerson({ name: 'Осмонова Бермет Кадыровна' });
  const year = String(1995 + randomInt(25));
  const inn = withCheckDigit(`0${String(10 + randomInt(18))}0${String(1 + randomInt(9))}${year}${digits(4)}`);
  const organisation: Organisation = {
    inn,
    name: wishes.name ?? 'Общество с ограниченной ответственностью «Кара-Кужур»',
    nameKy: wishes.name ?? '«Кара-Кужур» жоопкерчилиги чектелген коому',
    address: 'г. Бишкек, ул. Тыныстанова, д. 197',
    head,
  };
  note(inn);
  importRegistry({
    'taxpayers.csv': [
      {
        inn,
        kind: wishes.kind ?? 'legal_entity',
        name_ru: organisation.name,
        name_ky: organisation.nameKy,
        tax_office: wishes.office ?? '001',
        postcode: '720001',
        address: organisation.address,
        vat_payer: 'false',
        foreign_trade: String(wishes.foreignTrade ?? false),
        status: 'active',
        registered_on: '2020-05-04',
      },
    ],
    'officers.csv': [
      {
        entity_inn: inn,
        person_inn: head.inn,
        role: wishes.role ?? 'head',
        since: '2020-05-04',
        until: wishes.inOffice === false ? '2024-01-31' : '',
      },
    ],
  });
  return organisation;
}

/** Organisations with these names and one and the same head. */
export function newOrganisations(names: string[], head: Person): Organisation[] {
  return names.map((name) => newOrganisation({ name, head }));
}

/** The check digit of an organisation's INN (spec/inn.md). */
function withCheckDigit(thirteen: string): string {
  const weigh = (weights: number[]) =>
    Array.from(thirteen).reduce((sum, digit, place) => sum + Number(digit) * (weights[place] ?? 0), 0) % 11;
  const once = weigh([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 1, 2, 3]);
  const rest = once === 10 ? weigh([3, 4, 5, 6, 7, 8, 9, 10, 1, 2, 3, 4, 5]) : once;
  return thirteen + String(rest === 10 ? 0 : rest);
}

/** Chooses «Юридическое лицо» and fills the form. */
export async function fillOrganisation(page: Page, organisation: Organisation, person = organisation.head) {
  await page.locator('#subject_kind').selectOption('legal_entity');
  await page.locator('#organisation_inn').fill(organisation.inn);
  await fillRegistration(page, person);
}
