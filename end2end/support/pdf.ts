import { execFileSync } from 'node:child_process';

/** Poppler complains of `Suspects`, which it expects as a name; the standard has a boolean (ISO 32000-1, table 321). */
function poppler(program: string, ...options: string[]): (pdf: Buffer) => string {
  return (pdf) =>
    execFileSync(program, [...options, '-'], { input: pdf, encoding: 'utf8', stdio: ['pipe', 'pipe', 'ignore'] });
}

const laidOut = poppler('pdftotext', '-layout', '-');
const running = poppler('pdftotext', '-');
const properties = poppler('pdfinfo');

/** The text of a PDF as a reader gets it, in lines as printed. */
export function textOf(pdf: Buffer): string {
  return laidOut(pdf);
}

/** The same with every run of white space made one space, for what may be broken over lines. */
export function wordsOf(pdf: Buffer): string {
  return running(pdf).replaceAll(/\s+/g, ' ');
}

/** What `pdfinfo` says: pages, title, tagging. */
export function propertiesOf(pdf: Buffer): Record<string, string> {
  const lines = properties(pdf).split('\n');
  return Object.fromEntries(
    lines.filter((line) => line.includes(':')).map((line) => line.split(/:\s*(.*)/s, 2) as [string, string]),
  );
}
