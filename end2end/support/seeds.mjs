// `npm run seeds`: docs/seeds.md is true. Every step, paragraph and message has a test that exists; steps are numbered
// without a gap, as many as the heading says, and no source is left out; every message is asserted by the test it names,
// word for word.
import fs from 'node:fs';
import path from 'node:path';
import process from 'node:process';

const here = import.meta.dirname;
const document = fs.readFileSync(path.join(here, '../../docs/seeds.md'), 'utf8');
const wrong = [];

/** Steps and paragraphs of all sources: fewer have been dropped. */
const LEAST = 90;
/** What must be there; of the regulation the paragraphs that ask for something. */
const SOURCES = ['000', '001, paragraphs 3 to 21', '002 §1', '002 §1.1', '002 §1.2', '003', '004'];

/** The messages of words.ts in a language; Node reads no TypeScript. */
const words = fs.readFileSync(path.join(here, 'words.ts'), 'utf8');
function messages(language) {
  const [, block = ''] = new RegExp(`^  ${language}: \\{\\n([\\s\\S]*?)^  \\},`, 'm').exec(words) ?? [];
  return Object.fromEntries(
    Array.from(block.matchAll(/^ {4}(\w+):\s+'([^']*)',$/gm), ([, name, text]) => [name, text]),
  );
}
const MESSAGES = { ru: messages('ru'), ky: messages('ky') };

/** Source of a test file, or none. */
const sources = new Map();
function source(file) {
  const place = path.join(here, '../tests', file);
  if (!sources.has(file)) sources.set(file, fs.existsSync(place) ? fs.readFileSync(place, 'utf8') : undefined);
  return sources.get(file);
}

/** The body of a test by its title; `…` stands for a placeholder. */
function body(file, title) {
  const text = source(file) ?? '';
  const starts = Array.from(text.matchAll(/\btest\(\s*(['"`])((?:\\.|(?!\1)[^\\])*)\1/g));
  const found = starts.find(
    ([, , name]) => name.replaceAll(/\$\{(?:[^{}]|\{[^}]*\})*\}/g, '…').replaceAll("\\'", "'") === title,
  );
  if (found === undefined) return undefined;
  const next = starts.find(({ index }) => index > found.index);
  return text.slice(found.index, next?.index);
}

/** The test that a cell names. */
function test(row, cell) {
  const [, file, title] = /^`(\w+\.spec\.ts)`: (.+)$/.exec(cell) ?? [];
  if (file === undefined || title === undefined) wrong.push(`${row} has no test: «${cell}»`);
  else if (source(file) === undefined) wrong.push(`${row}: there is no ${file}`);
  else {
    const found = body(file, title);
    if (found === undefined) wrong.push(`${row}: ${file} has no test «${title}»`);
    else return found;
  }
  return '';
}

/** The rows of a section, cell by cell, without its head. */
const rows = (section) =>
  section
    .split('\n')
    .filter((line) => line.startsWith('| ') && !line.startsWith('| ---'))
    .slice(1)
    .map((line) =>
      line
        .slice(2, -1)
        .split(' | ')
        .map((cell) => cell.trim()),
    );

const found = [];
let all = 0;
for (const section of document.split(/^## /m).slice(1)) {
  const [heading = ''] = section.split('\n');
  if (heading === 'Messages of the manual') {
    for (const [key = '', ru, ky, cell = ''] of rows(section)) {
      const name = key.replaceAll('`', '');
      if (MESSAGES.ru[name] !== ru) wrong.push(`${name} is «${MESSAGES.ru[name]}» in words.ts, not «${ru}»`);
      if (MESSAGES.ky[name] !== ky) wrong.push(`${name} is «${MESSAGES.ky[name]}» in words.ts, not «${ky}»`);
      const asserted = new RegExp(`to(?:Have|Contain)Text\\(\\s*messages\\.${name}\\b`).test(test(name, cell));
      const named = new RegExp(`name: messages\\.${name}\\b`).test(test(name, cell));
      if (!asserted && !named) wrong.push(`${name} is asserted by no such test`);
    }
    continue;
  }
  const [, source = '', prefix, first = '1', count] =
    /^(([\d]+(?: §[\d.]+)?)(?:, paragraphs (\d+) to \d+)?) — .* \((\d+)\)$/.exec(heading) ?? [];
  if (prefix === undefined) {
    wrong.push(`a heading without a number of steps: «${heading}»`);
    continue;
  }
  found.push(source);
  const steps = rows(section);
  all += steps.length;
  if (steps.length !== Number(count)) wrong.push(`${source} has ${steps.length} steps, its heading says ${count}`);
  const [, , last = count] = /, paragraphs (\d+) to (\d+)$/.exec(source) ?? [];
  if (Number(last) - Number(first) + 1 !== Number(count)) wrong.push(`${source} can't have ${count} steps`);
  for (const [place, [step, ...said]] of steps.entries()) {
    const expected = `${prefix.replace(' §', '.')}.${place + Number(first)}`;
    if (step !== expected) wrong.push(`step ${step} stands where ${expected} belongs`);
    const tests = said.pop() ?? '';
    if (said.length === 0 || said.includes('')) wrong.push(`${step} says nothing`);
    for (const cell of tests.split('<br>')) test(step, cell);
  }
}
if (all < LEAST) wrong.push(`only ${all} steps`);
for (const source of SOURCES) if (!found.includes(source)) wrong.push(`there is no ${source}`);

if (wrong.length > 0) {
  process.stderr.write(`docs/seeds.md:\n${wrong.map((line) => `  ${line}\n`).join('')}`);
  process.exit(1);
}
