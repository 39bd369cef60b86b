import { type ChildProcess, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { text } from 'node:stream/consumers';
import { expect, onTestFinished, test, vi } from 'vitest';
import { startProgram } from './test/start-program.ts';

/** Installs the pinned Node.js when somebody writes into `go`; says in `log` how it was called. */
const NPM = `#!/bin/sh
echo "$@" >> log
read line < go
rm -rf node_modules && mkdir -p node_modules/node/bin && ln -s "${process.execPath}" node_modules/node/bin/node
echo '{ "packages": {} }' > node_modules/.package-lock.json
`;

/** A fresh clone, as far as the script looks. */
function freshClone() {
  const root = mkdtempSync(join(tmpdir(), 'parley-bootstrap-'));
  onTestFinished(() => rmSync(root, { recursive: true }));
  mkdirSync(join(root, 'tools'));
  cpSync(join(import.meta.dirname, 'bootstrap.mjs'), join(root, 'tools/bootstrap.mjs'));
  writeFileSync(join(root, 'package-lock.json'), '{ "packages": { "": {} } }');
  writeFileSync(join(root, 'npm'), NPM);
  chmodSync(join(root, 'npm'), 0o755);
  spawnSync('mkfifo', [join(root, 'go')]);
  const lines = () => readFileSync(join(root, 'log'), 'utf8').trim().split('\n');
  return { root, lock: join(root, '.installing'), lines };
}

function start(root: string): { readonly child: ChildProcess; readonly said: Promise<string> } {
  const path = [root, process.env.PATH].join(delimiter);
  const words = [
    `PATH=${path}`,
    'NODE_ENV=production',
    process.execPath,
    'tools/bootstrap.mjs',
    '-p',
    '"ran"',
  ];
  const child = startProgram('env', words, { cwd: root });
  return { child, said: text(child.stdout) };
}

test('of two commands on a fresh clone one installs all there is, and the other waits and says so', async () => {
  const { root, lock, lines } = freshClone();
  const first = start(root);
  await vi.waitFor(() => expect(lines()).toHaveLength(1), 10_000);

  const second = start(root);
  await once(second.child.stdout ?? second.child, 'data');
  writeFileSync(join(root, 'go'), '\n');

  expect(await first.said).toContain('ran');
  expect(await second.said).toMatch(/Process \d+ installs already; waiting for it[^]*ran/);
  expect(lines()).toEqual([expect.stringContaining('ci --include=dev')]);
  expect(existsSync(lock)).toBe(false);
});

test('an installation that was killed holds up nobody', async () => {
  const { root, lock, lines } = freshClone();
  mkdirSync(lock);
  writeFileSync(join(lock, 'process'), `${spawnSync('true').pid}`);

  const { said } = start(root);
  await vi.waitFor(() => expect(lines()).toHaveLength(1), 10_000);
  writeFileSync(join(root, 'go'), '\n');

  expect(await said).toContain('ran');
});
