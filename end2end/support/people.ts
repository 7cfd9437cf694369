// Invented people, a new one for every test: no test sees another's.
import { execFileSync } from 'node:child_process';
import { randomBytes, randomInt } from 'node:crypto';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { test as base } from '@playwright/test';
import { newSecret } from './authenticator.ts';
import { looksCommon } from './common_passwords.ts';
import { note } from './secrets.ts';
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
  kind?: 'individual' | 'sole_trader' | 'farm';
  vatPayer?: boolean;
  /** The registry holds evidence of fictitious supplies. */
  atRisk?: boolean;
  /** `false`: known to the population register only. */
  taxpayer?: boolean;
  /** The check digit of the INN does not fit. */
  doubtfulInn?: boolean;
  /** Somebody who is there already, with other data from now on. */
  inn?: string;
}

export const digits = (count: number) => String(randomInt(10 ** count)).padStart(count, '0');

/**
 * A password that nobody else has, and staff's with a further word; without digits, which by chance could be somebody's
 * date of birth.
 */
export function newPassword(further = ''): string {
  const letters = randomBytes(6)
    .toString('hex')
    .replace(/\d/g, (digit) => 'ghijklmnop'.charAt(Number(digit)));
  const password = `tash-rabat ${letters}${further}`;
  if (looksCommon(password)) return newPassword(further);
  note(password);
  return password;
}

/** Long enough for staff. */
export function newStaffPassword(): string {
  return newPassword(' zhyluu');
}

/** Puts somebody into the registry the way an operator does: by `cabinet registry import`. */
export function newPerson(wishes: Wishes = {}): Person {
  const born = digits(9);
  const day = String(1 + (Number(born.slice(0, 3)) % 28)).padStart(2, '0');
  const year = String(1940 + (Number(born.slice(3, 5)) % 60));
  const fresh = `2${day}0${String(randomInt(1, 10))}${year}${born.slice(5)}`;
  const inn = wishes.inn ?? withCheckDigit(fresh, wishes.doubtfulInn ?? false);
  const number = digits(7);
  const name = wishes.name ?? 'Сыргаков Нурлан Жолдошевич';
  const person: Person = {
    inn,
    name,
    nameKy: wishes.name ?? 'Сыргаков Нурлан Жолдош уулу',
    passport: `ID${number}`,
    office: wishes.office ?? '001',
    address: 'г. Бишкек, ул. Абдрахманова, д. 12, кв. 3',
    password: newPassword(),
  };
  note(inn, number);
  importRegistry({
    'citizens.csv': [
      {
        inn,
        full_name_ru: person.name,
        full_name_ky: person.nameKy,
        tax_office: person.office,
        address: person.address,
        passport_series: 'ID',
        passport_number: number,
      },
    ],
    'taxpayers.csv': wishes.taxpayer === false ? [] : [taxpayer(person, wishes)],
    'risk.csv': wishes.atRisk === true ? [evidence(inn)] : [],
  });
  return person;
}

export type Row = Record<string, string>;

function taxpayer(person: Person, wishes: Wishes): Row {
  return {
    inn: person.inn,
    kind: wishes.kind ?? (wishes.vatPayer === true ? 'sole_trader' : 'individual'),
    name_ru: person.name,
    name_ky: person.nameKy,
    tax_office: person.office,
    postcode: '720001',
    address: person.address,
    vat_payer: String(wishes.vatPayer ?? false),
    foreign_trade: 'false',
    status: 'active',
    registered_on: '2020-05-04',
  };
}

function evidence(inn: string): Row {
  return { inn, document_number: 'ГУ-17/44', document_date: '2025-03-02', note: 'Акт проверки' };
}

/** The check digit of an individual's INN (spec/inn.md), or the one after it. */
function withCheckDigit(thirteen: string, wrong: boolean): string {
  const weigh = (first: number) =>
    Array.from(thirteen).reduce((sum, digit, place) => sum + Number(digit) * (first + place), 0) % 11;
  const once = weigh(1);
  const rest = once === 10 ? weigh(3) : once;
  const right = rest === 10 ? 0 : rest;
  return thirteen + String((right + (wrong ? 1 : 0)) % 10);
}

export function importRegistry(files: Record<string, Row[]>): void {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'cabinet-registry-'));
  for (const [name, rows] of Object.entries(files)) {
    const [first] = rows;
    if (first === undefined) continue;
    const lines = [Object.keys(first), ...rows.map((row) => Object.values(row))];
    const text = lines.map((cells) => cells.map((cell) => `"${cell.replaceAll('"', '""')}"`).join(',')).join('\n');
    fs.writeFileSync(path.join(folder, name), `${text}\n`);
  }
  cabinet(['registry', 'import', folder]);
  fs.rmSync(folder, { recursive: true });
}

/** Runs a command of the binary under test on its database and returns what it printed. */
export function cabinet(command: string[], input = ''): string {
  const { databaseUrl } = JSON.parse(fs.readFileSync(STATE, 'utf8')) as { databaseUrl: string };
  return execFileSync(CABINET, command, {
    encoding: 'utf8',
    input,
    stdio: ['pipe', 'pipe', 'pipe'],
    env: { ...process.env, ...ENVIRONMENT, DATABASE_URL: databaseUrl },
  });
}

export interface Staff {
  userName: string;
  password: string;
  name: string;
  office: string;
  /** An inspector, unless it says otherwise. */
  role?: StaffRole;
  /** Base32 of what their authenticator has; staff without one stand for a role (`inTheFlesh`). */
  totp?: string;
}

/**
 * Staff of the demonstration. A code of an authenticator counts once, so that tests can't share them: who signs in is a
 * colleague of the same name and office, one for every test (`inTheFlesh`).
 */
const DEMO_PASSWORD = 'ala-archa-demo-2026';
export const BAKIROVA: Staff = {
  userName: 'bakirova.001',
  password: DEMO_PASSWORD,
  name: 'Бакирова Чынара Маратовна',
  office: '001',
};
export const OSMONOV: Staff = { ...BAKIROVA, userName: 'osmonov.001', name: 'Осмонов Тилек Женишбекович' };
/** Head of office 001. */
export const SAPAROV: Staff = {
  ...BAKIROVA,
  userName: 'saparov.001',
  name: 'Сапаров Урмат Акматович',
  role: 'head-of-office',
};
/** Of no office. Whoever changes what others rely on takes `newStaff`. */
export const ISAKOVA: Staff = {
  ...BAKIROVA,
  userName: 'isakova.admin',
  name: 'Исакова Назгүл Эркиновна',
  office: '',
  role: 'administrator',
};
export const KIM: Staff = { ...BAKIROVA, userName: 'kim.002', name: 'Ким Елена Викторовна', office: '002' };

export type StaffRole = 'inspector' | 'head-of-office' | 'administrator';

/** Adds somebody to a tax office the way an operator does, with an authenticator that the test has. */
export function newStaff(office: string, role: StaffRole = 'inspector', inn?: string, language = 'ru'): Staff {
  return addStaff('Абдиева Гүлзат Темировна', office, role, { inn, language });
}

interface StaffWishes {
  /** Their own INN. */
  inn?: string | undefined;
  /** Of their pages. */
  language?: string;
  /** `false`: has no second factor yet. */
  enrolled?: boolean;
}

function addStaff(name: string, office: string, role: StaffRole, wishes: StaffWishes = {}): Staff {
  const { inn, language = 'ru', enrolled = true } = wishes;
  const staff: Staff = {
    userName: `test-${randomBytes(4).toString('hex')}`,
    password: newStaffPassword(),
    name,
    office,
    totp: newSecret(),
  };
  note(staff.password);
  const place = role === 'administrator' ? [] : ['--office', office];
  const own = inn === undefined ? [] : ['--inn', inn];
  const authenticator = enrolled ? ['--totp-secret', staff.totp ?? ''] : [];
  cabinet(
    [
      ...['staff', 'add', '--user-name', staff.userName, '--name', name, '--role', role, '--language', language],
      ...[...place, ...own, ...authenticator],
    ],
    `${staff.password}\n`,
  );
  return staff;
}

/** An inspector of office 001 who has a password and no second factor yet. */
export function withoutFactor(): Staff {
  return addStaff('Абдиева Гүлзат Темировна', '001', 'inspector', { enrolled: false });
}

/** A new colleague of the same name, office and role. */
export function colleagueOf(staff: Staff): Staff {
  return addStaff(staff.name, staff.office, staff.role ?? 'inspector');
}

/** Who stands for a persona of the demonstration in this test; staff of the test's own are themselves. */
const standIns = new Map<string, Staff>();
export function inTheFlesh(staff: Staff): Staff {
  if (staff.totp !== undefined) return staff;
  const { testId, retry, repeatEachIndex } = base.info();
  const key = [testId, retry, repeatEachIndex, staff.userName].join('/');
  const standIn = standIns.get(key) ?? colleagueOf(staff);
  standIns.set(key, standIn);
  return standIn;
}

/** A private address that no other test uses, so that no test uses up another's allowance. */
export function newAddress(): string {
  return `10.${randomInt(256)}.${randomInt(256)}.${randomInt(1, 255)}`;
}
