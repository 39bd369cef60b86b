import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { NAMESPACE } from '@parley/protocol';
import { ParleyServer } from './peers/parley-server.ts';
import { RELAY, startRelayServer } from './peers/relay.ts';
import type { ServerProcess } from './server-process.ts';
import { comeBack } from './sockets/come-back.ts';
import { openSockets, type SocketOptions } from './sockets/open-sockets.ts';
import { registerAll } from './sockets/register-all.ts';

// `npm run bench:sockets`: the memory of an idle socket, compared with bare Socket.IO, and the time until all clients are
// back after a restart.
const { values } = parseArgs({
  options: { idle: { type: 'string', default: '10000' }, returning: { type: 'string', default: '2000' } },
});
const idle = Number(values.idle);
const returning = Number(values.returning);

const relay = await startRelayServer();
const bare = await idleKiB(relay, (i) => ({ address: RELAY, auth: { user: i } }));
await relay.stop();

const parley = await ParleyServer.start();
const tokens = await registerAll(returning);
const whole = await idleKiB(parley.process, (i) => ({
  address: ParleyServer.socket + NAMESPACE,
  auth: { token: tokens[i % tokens.length] ?? '' },
}));
const back = await comeBack(parley, tokens);
await parley.stop();

console.table([
  { system: 'Socket.IO, relay only', [`KiB of one of ${idle} idle sockets`]: bare.toFixed(1) },
  { system: 'Parley, SQLite', [`KiB of one of ${idle} idle sockets`]: whole.toFixed(1) },
]);
console.log(
  `A restart with ${returning} clients took ${seconds(back.restart)}, ` +
    `and the last of them was in sync ${seconds(back.inSync)} later.`,
);
process.exit(0);

/** Resident memory of the server per socket, once it has settled. */
async function idleKiB(server: ServerProcess, options: (i: number) => SocketOptions): Promise<number> {
  const before = server.residentKiB();
  const sockets = await openSockets(idle, options);
  await sleep(10_000);
  const after = server.residentKiB();
  for (const socket of sockets) socket.close();
  return (after - before) / idle;
}

function seconds(milliseconds: number): string {
  return `${(milliseconds / 1_000).toFixed(1)} s`;
}
