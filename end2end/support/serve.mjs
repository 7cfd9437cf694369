// Starts the server under test: a throw-away PostgreSQL around `cabinet demo`. Playwright runs it, with the settings of
// support/settings.ts in the environment, and ends it by SIGTERM.
import { spawn } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import process from 'node:process';

const { SERVED_BINARY: binary, SERVED_FOLDER: folder, SERVED_STATE: state, SERVED_LOG: log } = process.env;
const { BUILT_BINARY: builtBinary, BUILT_SITE: builtSite, CABINET_ASSETS__SITE: site } = process.env;

fs.rmSync(folder, { recursive: true, force: true });
fs.mkdirSync(folder, { recursive: true });
fs.copyFileSync(builtBinary, binary);
fs.cpSync(builtSite, site, { recursive: true });

// the shell becomes the server, so the number it writes down is the server's
const inside = `
  printf '{"databaseUrl":"%s","pid":%d}' "$DATABASE_URL" "$$" > "$SERVED_STATE"
  exec "$SERVED_BINARY" demo 2> "$SERVED_LOG"`;

// a group of its own: a signal to Playwright's group must end the server first and the cluster after it
const child = spawn(binary, ['with-postgres', path.join(folder, 'postgres'), '--', 'sh', '-c', inside], {
  cwd: folder,
  detached: true,
  stdio: ['ignore', 'ignore', 'inherit'],
});

for (const signal of ['SIGTERM', 'SIGINT']) {
  process.on(signal, () => {
    const pid = fs.existsSync(state) ? JSON.parse(fs.readFileSync(state, 'utf8')).pid : child.pid;
    try {
      process.kill(pid, 'SIGTERM');
    } catch {
      // it has ended already
    }
  });
}

child.on('exit', (code) => {
  if (code !== 0 && fs.existsSync(log)) {
    process.stderr.write(fs.readFileSync(log, 'utf8').slice(-2000));
  }
  process.exit(code ?? 1);
});
