// Invented people, a new one for every test: no test sees another's.
import { execFileSync } from 'node:child_process';
import { randomInt } from 'node:crypto';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { CABINET, ENVIRONMENT, STATE } from './settings.ts';

export interface Person {
  inn: string;
  name: string;
  nameKy: string;
  passport: string;
  office: string;
  address: string;
  password: string;
}

export interface Wishes {
  office?: string;
  name?: string;
  nameKy?: string;
  address?: string;
  kind?: 'individual' | 'sole_trader';
  vatPayer?: boolean;
  atRisk?: boolean;
  taxpayer?: boolean;
}

/** Puts somebody into the registry the way an operator does: by `cabinet registry import`. */
export function newPerson(wishes: Wishes = {}): Person {
  const digits = Array.from({ length: 8 }, () => randomInt(10)).join('');
  const inn = withCheckDigit(`2${String(randomInt(1, 29)).padStart(2, '0')}0${randomInt(1, 10)}19${randomInt(40, 99)}${digits.slice(0, 4)}`);
  const person: Person = {
    inn,
    name: wishes.name ?? 'Сыргаков Нурлан Жолдошевич',
    nameKy: wishes.nameKy ?? 'Сыргаков Нурлан Жолдош уулу',
    passport: `ID${digits.slice(1)}`,
    office: wishes.office ?? '001',
    address: wishes.address ?? 'г. Бишкек, ул. Абдрахманова, д. 12, кв. 3',
    password: `tash-rabat ${digits}`,
  };
  importRegistry({
    'citizens.csv': [
      ['inn', 'full_name_ru', 'full_name_ky', 'tax_office', 'address', 'passport_series', 'passport_number'],
      [inn, person.name, person.nameKy, person.office, person.address, 'ID', person.passport.slice(2)],
    ],
    ...(wishes.taxpayer !== false && {
      'taxpayers.csv': [
        ['inn', 'kind', 'name_ru', 'name_ky', 'tax_office', 'postcode', 'address', 'vat_payer', 'foreign_trade', 'status', 'registered_on'],
        [inn, wishes.kind ?? 'individual', person.name, person.nameKy, person.office, '720001', person.address, String(wishes.vatPayer ?? false), 'false', 'active', '2020-05-04'],
      ],
    }),
    ...(wishes.atRisk === true && {
      'risk.csv': [
        ['inn', 'document_number', 'document_date', 'note'],
        [inn, 'ГУ-17/44', '2025-03-02', 'Акт проверки'],
      ],
    }),
  });
  return person;
}

/** The check digit of an individual's INN (spec/inn.md). */
function withCheckDigit(thirteen: string): string {
  const weigh = (first: number) => [...thirteen].reduce((sum, digit, at) => sum + Number(digit) * (first + at), 0) % 11;
  const once = weigh(1);
  const rest = once === 10 ? weigh(3) : once;
  return thirteen + String(rest === 10 ? 0 : rest);
}

function importRegistry(files: Record<string, string[][]>): void {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'cabinet-registry-'));
  for (const [name, rows] of Object.entries(files)) {
    const text = rows.map((row) => row.map((cell) => `"${cell.replaceAll('"', '""')}"`).join(',')).join('\n');
    fs.writeFileSync(path.join(folder, name), `${text}\n`);
  }
  cabinet('registry', 'import', folder);
  fs.rmSync(folder, { recursive: true });
}

/** Runs a command of the binary under test on its database and returns what it printed. */
export function cabinet(...command: string[]): string {
  const { databaseUrl } = JSON.parse(fs.readFileSync(STATE, 'utf8')) as { databaseUrl: string };
  return execFileSync(CABINET, command, {
    encoding: 'utf8',
    env: { ...process.env, ...ENVIRONMENT, DATABASE_URL: databaseUrl },
  });
}

/** An IPv4 address of the network for benchmarks (RFC 2544) that no other test uses. */
export function newAddress(): string {
  return `198.${randomInt(18, 20)}.${randomInt(256)}.${randomInt(256)}`;
}
