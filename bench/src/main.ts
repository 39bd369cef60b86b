import { writeFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import type { Measured } from './figures.ts';
import { measureIdleSockets } from './measurements/idle-sockets.ts';
import { measureLogins } from './measurements/logins.ts';
import { measureMessages } from './measurements/messages.ts';
import { measurePages } from './measurements/pages.ts';
import { measureReturning } from './measurements/returning.ts';
import { measureSealing } from './measurements/sealing.ts';
import { ParleyServer } from './peers/parley/parley-server.ts';
import { circumstances, json, markdown } from './report.ts';
import { registerAll } from './sockets/register-all.ts';

// `npm run bench -- [--only messages,sealing] [--rounds 3] [--json FILE]`: compares systems within one run on one machine. Only the ratios
// count. Prints Markdown tables; see docs/performance.md.
const { values } = parseArgs({
  options: {
    only: { type: 'string', default: 'messages,sealing,logins,returning,idle,pages' },
    rounds: { type: 'string', default: '3' },
    seconds: { type: 'string', default: '5' },
    idle: { type: 'string', default: '10000' },
    returning: { type: 'string', default: '2000' },
    messages: { type: 'string', default: '1000000' },
    json: { type: 'string' },
  },
});
const wanted = new Set(values.only.split(','));
const rounds = Number(values.rounds);
const seconds = Number(values.seconds);
const measured: Measured[] = [];

if (wanted.has('messages')) add(await measureMessages(rounds, seconds));
if (wanted.has('sealing')) add(await measureSealing(rounds));
if (['logins', 'returning', 'idle'].some((one) => wanted.has(one))) await withPeople();
if (wanted.has('pages')) add(await measurePages(rounds, Number(values.messages)));
if (values.json !== undefined) await writeFile(values.json, json(measured, circumstances()));
process.exit(0);

/** What is measured with many accounts on one server. */
async function withPeople(): Promise<void> {
  const parley = await ParleyServer.start();
  try {
    const accounts = await registerAll(parley.http, Number(values.returning));
    const tokens = accounts.map(({ token }) => token);
    if (wanted.has('logins')) add(await measureLogins(rounds, seconds, parley, accounts));
    if (wanted.has('returning')) add(await measureReturning(rounds, parley, tokens));
    if (wanted.has('idle')) add(await measureIdleSockets(rounds, Number(values.idle), parley, tokens));
  } finally {
    await parley.stop();
  }
}

/** Printed as it comes: the whole takes minutes. */
function add(some: readonly Measured[]): void {
  measured.push(...some);
  console.log(`${markdown(some)}\n`);
}
