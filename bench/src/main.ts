import { parseArgs } from 'node:util';
import { offered, pairs, room, type Figures, type Load } from './loads.ts';
import type { Peer } from './peer.ts';
import { startParley } from './peers/parley.ts';
import { startRelay } from './peers/relay.ts';

// Compares systems within one run on one machine: each load runs on every system in turn. Only the ratios count.
const { values } = parseArgs({
  options: { seconds: { type: 'string', default: '5' }, rounds: { type: 'string', default: '3' } },
});
const seconds = Number(values.seconds);
const rounds = Number(values.rounds);
const loads: readonly Load[] = [pairs(1), pairs(16), offered(5_000), room];

const byPeer = new Map<string, readonly Figures[]>();
for (const start of [startRelay, startParley]) {
  const peer = await start();
  try {
    byPeer.set(peer.name, await measureAll(peer));
  } finally {
    await peer.stop();
  }
}
print();
process.exit(0);

async function measureAll(peer: Peer): Promise<readonly Figures[]> {
  const figures: Figures[] = [];
  for (const load of loads) {
    const users = await peer.connect(load.users);
    const taken: Figures[] = [];
    for (let round = 0; round < rounds; round++) taken.push(await load.run(peer, users, seconds));
    for (const user of users) user.close();
    figures.push(median(taken));
  }
  console.log(`${peer.name}: ${Math.round(peer.server.residentKiB() / 1_024)} MiB resident at the end`);
  return figures;
}

/** The round with the median throughput. */
function median(taken: readonly Figures[]): Figures {
  const sorted = [...taken].sort((a, b) => a.perSecond - b.perSecond);
  const middle = sorted[Math.floor(sorted.length / 2)];
  if (middle === undefined) throw new Error('no rounds');
  return middle;
}

function print(): void {
  const [base] = byPeer.values();
  const rows = [...byPeer].flatMap(([peer, figures]) =>
    figures.map((one, i) => ({
      load: loads[i]?.name,
      system: peer,
      'per s': Math.round(one.perSecond),
      'of relay': `${((one.perSecond / (base?.[i]?.perSecond ?? Number.NaN)) * 100).toFixed(0)} %`,
      'CPU s per 1,000': one.cpuPerThousand.toFixed(4),
      'p50 ms': one.p50.toFixed(2),
      'p99 ms': one.p99.toFixed(2),
    })),
  );
  console.table(rows.sort((a, b) => (a.load ?? '').localeCompare(b.load ?? '')));
}
