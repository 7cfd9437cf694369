// Every address of the site, read from the sources that define it, so that a new one is covered without being listed.
import fs from 'node:fs';
import path from 'node:path';
import { ROOT } from './settings.ts';

const read = (...parts: string[]) => fs.readFileSync(path.join(ROOT, ...parts), 'utf8');
const matches = (text: string, pattern: RegExp) => Array.from(text.matchAll(pattern), ([, found = '']) => found);

/** A UUID that no application has. */
export const NO_ID = '00000000-0000-4000-8000-000000000000';
const filled = (template: string) => template.replaceAll(/\{\*?\w+\}|:\w+/g, NO_ID);

const router = read('server/src/http/mod.rs');

/** Pages, papers, health: everything that is asked for. */
export const GETS = [
  ...matches(read('app/src/app.rs'), /path!\("([^"]+)"\)/g),
  ...matches(read('app/src/plain.rs'), /path!\("([^"]+)"\)/g),
  ...matches(router, /\.get\("([^"]+)"/g),
]
  .map(filled)
  // a stream never comes to its end; queue.spec.ts tries who may watch it
  .filter((address) => address !== '/office/events');

/** What plain forms post to. */
export const POSTS = matches(router, /\.post\("([^"]+)"/g).map(filled);

/** Server functions. */
export const FUNCTIONS = fs
  .readdirSync(path.join(ROOT, 'app/src/api'))
  .flatMap((file) => matches(read('app/src/api', file), /endpoint = "([^"]+)"/g))
  .map((endpoint) => `/api/${endpoint}`);

/** An argument for every server function: the shapes that the pages send. */
export function argumentsOf(address: string): Record<string, unknown> {
  const form = {
    id: NO_ID,
    version: 1,
    form_complete: 'on',
    requisites_match: 'on',
    identity_confirmed: 'on',
    ground: 'identity_not_confirmed',
  };
  const plain: Record<string, Record<string, unknown>> = {
    '/api/office/queue': { query: {} },
    '/api/office/claim': { id: NO_ID },
    '/api/office/release': { id: NO_ID },
    '/api/office/delete_view': { id: NO_ID },
    '/api/office/keep_shortcuts': { on: true },
    '/api/administration/papers': { kind: 'grant', subject_kind: 'individual' },
    '/api/office/case': { id: NO_ID },
    '/api/cabinet/end_session': { session: NO_ID },
    '/api/registration/look_up': { inn: '', passport: '' },
    '/api/representation/look_up': { inn: '' },
    '/api/guides/guide': { slug: 'access' },
    '/api/staff/page': { search: '', person: '' },
  };
  const empty = [
    'home',
    'eligibility/page',
    'end_other_sessions',
    'new_submission',
    'sign_out',
    'current',
    'withdraw',
    'close',
    'chooser',
    'organisations',
    'link_page',
    'guides/list',
    'staff_entry/step',
  ];
  if (empty.some((name) => address.endsWith(`/${name}`))) return {};
  return plain[address] ?? { form };
}
