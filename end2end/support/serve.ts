// Starts the server under test: a throw-away PostgreSQL around `cabinet demo`. Ends with it.
import { spawn } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { CABINET, ENVIRONMENT, LOG, STATE, WORK } from './settings.ts';

if (process.env.DATABASE_URL === undefined || process.argv[2] !== 'inside') {
  fs.rmSync(path.join(WORK, '.run'), { recursive: true, force: true });
  fs.mkdirSync(WORK, { recursive: true });
  const inside = [process.execPath, import.meta.filename, 'inside'];
  run([CABINET, 'with-postgres', path.join(WORK, 'postgres'), '--', ...inside], 'inherit');
} else {
  fs.writeFileSync(STATE, JSON.stringify({ databaseUrl: process.env.DATABASE_URL }));
  run([CABINET, 'demo'], fs.openSync(LOG, 'w'));
}

function run(command: string[], log: 'inherit' | number): void {
  const [program, ...rest] = command;
  const child = spawn(program ?? '', rest, {
    cwd: WORK,
    env: { ...process.env, ...ENVIRONMENT },
    stdio: ['ignore', 'inherit', log],
  });
  for (const signal of ['SIGTERM', 'SIGINT'] as const) {
    process.on(signal, () => child.kill('SIGTERM'));
  }
  child.on('exit', (code) => process.exit(code ?? 1));
}
