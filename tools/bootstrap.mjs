// Runs a script with the Node.js that this project pins, after installing what package-lock.json asks for:
//   node tools/bootstrap.mjs [script.ts [arguments]]
// Plain JavaScript without dependencies, because on a fresh clone there is only the system's Node.js.
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
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

if (!isInstalled()) install();
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

function install() {
  console.log('Installing what package-lock.json lists. This takes a minute or two, once.');
  // npm must not run on the Node.js that it is about to replace.
  const env = { ...process.env, PATH: pathWithoutBin.join(delimiter) };
  const options = { cwd: root, env, stdio: 'inherit', shell: process.platform === 'win32' };
  const { status } = spawnSync('npm', ['ci', '--no-audit', '--no-fund', '--loglevel=error'], options);
  if (status === 0) return;
  console.error(
    '\nnpm ci failed, see above. It needs npm and a network; after mending that, run the same again.',
  );
  process.exit(1);
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
