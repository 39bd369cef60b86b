// Runs a script with the Node.js that this project pins, after installing what package-lock.json asks for:
//   node tools/bootstrap.mjs [script.ts [arguments]]
// Plain JavaScript without dependencies, because on a fresh clone there is only the system's Node.js.
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const bin = join(root, 'node_modules', '.bin');
const pinnedNode = join(
  root,
  'node_modules',
  'node',
  'bin',
  process.platform === 'win32' ? 'node.exe' : 'node',
);
const pathWithoutBin = process.env.PATH.split(delimiter).filter((entry) => entry !== bin);

/** A folder that is there while somebody installs; it names the process. */
const lock = join(root, '.installing');
const own = `${lock}.${process.pid}`;

if (!isInstalled()) await installAlone();
if (process.argv.length > 2) run(process.argv.slice(2));

/** npm notes at the end of an installation what it installed; an interrupted one leaves no note. */
function isInstalled() {
  const note = join(root, 'node_modules', '.package-lock.json');
  if (!existsSync(note) || !existsSync(pinnedNode)) return false;
  const wanted = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8')).packages;
  const installed = JSON.parse(readFileSync(note, 'utf8')).packages;
  return Object.entries(wanted).every(([path, { version, optional }]) => {
    const isRoot = path === '';
    return isRoot || (optional && !installed[path]) || installed[path]?.version === version;
  });
}

/** Two at once would each remove what the other installs. */
async function installAlone() {
  let waitsFor;
  while (!takeLock()) {
    const holder = holderOfLock();
    if (holder !== undefined && holder !== waitsFor)
      console.log(`Process ${holder} installs already; waiting for it. If there is none, delete ${lock}`);
    waitsFor = holder ?? waitsFor;
    await setTimeout(200);
  }
  const isDone = isInstalled() || install();
  removeLock();
  if (!isDone) process.exit(1);
}

/** One can give its folder the name: there is a file in it from the start, and such a folder is not replaced. */
function takeLock() {
  mkdirSync(own, { recursive: true });
  writeFileSync(join(own, 'process'), String(process.pid));
  try {
    renameSync(own, lock);
    return true;
  } catch (error) {
    rmSync(own, { recursive: true });
    if (['ENOTEMPTY', 'EEXIST', 'EPERM'].includes(error.code)) return false;
    throw error;
  }
}

/** @returns the process that installs; nothing where it just ended or was dead, whose lock is removed */
function holderOfLock() {
  try {
    const holder = Number(readFileSync(join(lock, 'process'), 'utf8'));
    if (!isAlive(holder)) removeLock();
    else return holder;
  } catch (error) {
    if (error.code !== 'ENOENT') throw error;
  }
  return undefined;
}

function isAlive(id) {
  try {
    return process.kill(id, 0);
  } catch (error) {
    return error.code !== 'ESRCH';
  }
}

/** In one step: nobody may find it half removed. */
function removeLock() {
  renameSync(lock, own);
  rmSync(own, { recursive: true });
}

/** @returns whether it worked */
function install() {
  console.log('Installing what package-lock.json lists. This takes a minute or two, once.');
  // npm must not run on the Node.js that it is about to replace.
  const env = { ...process.env, PATH: pathWithoutBin.join(delimiter) };
  // What builds and tests is needed under NODE_ENV=production, too.
  const command = ['ci', '--include=dev'];
  const quietly = ['--no-audit', '--no-fund', '--loglevel=error'];
  const options = { cwd: root, env, stdio: 'inherit', shell: process.platform === 'win32' };
  const { status } = spawnSync('npm', [...command, ...quietly], options);
  if (status === 0) return true;
  console.error(
    '\nnpm ci failed, see above. It needs npm and a network; after mending that, run the same again.',
  );
  return false;
}

function run(nodeArguments) {
  const env = {
    ...process.env,
    PATH: [bin, ...pathWithoutBin].join(delimiter),
    // TypeScript is stripped and compiled once, not with each start.
    NODE_COMPILE_CACHE: join(root, 'node_modules', '.cache', 'node'),
  };
  const child = spawn(pinnedNode, nodeArguments, { cwd: root, env, stdio: 'inherit' });
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
  if (process.env.npm_lifecycle_event) onOrphaned(() => child.kill('SIGTERM'));
  child.on('exit', (code) => process.exit(code ?? 1));
}

/** npm runs a script in a shell, which dies of a signal without passing it on. */
function onOrphaned(end) {
  const parent = process.ppid;
  const watch = setInterval(() => {
    if (process.ppid === parent) return;
    clearInterval(watch);
    end();
  }, 500);
}
