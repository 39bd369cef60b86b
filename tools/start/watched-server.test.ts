import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync } from 'node:fs';
import { renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Health } from '@parley/protocol';
import { expect, onTestFinished, test, vi } from 'vitest';
import { freePort } from '../test/free-port.ts';
import { WatchedServer } from './watched-server.ts';

const root = join(import.meta.dirname, '../..');
const PATIENCE = { timeout: 30_000, interval: 100 };
const ROUTES = 'protocol/src/routes/health-routes.ts';
const COPIED = [
  'package.json',
  'environments',
  ...['backend', 'protocol'].flatMap((name) => [`${name}/package.json`, `${name}/src`]),
];

test(
  'the server starts again after a change of backend or protocol, and after an error once that is mended',
  { timeout: 120_000 },
  async () => {
    const checkout = copyOfCheckout();
    const port = await freePort();
    const statusAt = (path: string) => statusOf(`http://localhost:${port}/web${path}`);
    const printed = vi.spyOn(process.stderr, 'write');
    const server = run(checkout, { HTTP_PORT: `${port}`, WS_PORT: `${await freePort()}` });
    await expect.poll(() => statusAt('/health'), PATIENCE).toBe('ok');

    edit(checkout, 'backend/src/http/routes/health-routes.ts', ['status()', "'draining'"]);
    await expect.poll(() => statusAt('/health'), PATIENCE).toBe('draining');

    edit(checkout, ROUTES, ["'/health'", "'/moved'"]);
    await expect.poll(() => statusAt('/moved'), PATIENCE).toBe('draining');

    edit(checkout, ROUTES, ['as const;', 'as const;\nconst = 1;']);
    await expect.poll(() => printed.mock.calls.flat().join(''), PATIENCE).toContain('const = 1');
    expect(await statusAt('/moved')).toBeUndefined();

    edit(checkout, ROUTES, ['const = 1;', '']);
    await expect.poll(() => statusAt('/moved'), PATIENCE).toBe('draining');

    await server.stop();
    expect(await statusAt('/moved')).toBeUndefined();
  },
);

/** What the server is made of, to be changed without touching the checkout that is tested. */
function copyOfCheckout(): string {
  const folder = mkdtempSync(join(tmpdir(), 'parley-watched-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  for (const name of COPIED) cpSync(join(root, name), join(folder, name), { recursive: true });
  linkPackages(folder);
  return folder;
}

/** All packages, with the copy's own `protocol`. */
function linkPackages(folder: string): void {
  const [from, to] = [join(root, 'node_modules'), join(folder, 'node_modules')];
  mkdirSync(join(to, '@parley'), { recursive: true });
  for (const name of readdirSync(from))
    if (name !== '@parley' && !name.startsWith('.')) symlinkSync(join(from, name), join(to, name));
  symlinkSync(join(folder, 'protocol'), join(to, '@parley/protocol'));
}

function run(checkout: string, ports: Readonly<Record<string, string>>): WatchedServer {
  const env = { ...ports, DB_PATH: join(checkout, 'data/parley.db'), LOG_LEVEL: 'warn' };
  const server = new WatchedServer({ cwd: checkout, env });
  onTestFinished(() => server.stop());
  return server;
}

/** As many editors save: a new file takes the place of the old one. */
function edit(checkout: string, name: string, [from, to]: readonly [string, string]): void {
  const file = join(checkout, name);
  const text = readFileSync(file, 'utf8');
  expect(text).toContain(from);
  writeFileSync(`${file}~`, text.replace(from, to));
  renameSync(`${file}~`, file);
}

/** @returns nothing where no server answers, or another one than Parley */
async function statusOf(url: string): Promise<Health['status'] | undefined> {
  try {
    return Health.safeParse(await (await fetch(url)).json()).data?.status;
  } catch {
    return undefined;
  }
}
