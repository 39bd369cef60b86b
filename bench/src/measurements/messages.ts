import type { Figures, Measured } from '../figures.ts';
import { offered, pairs, room, type Load } from '../loads.ts';
import type { Peer, PeerUser } from '../peer.ts';
import { startOpenParley, startSealedParley } from '../peers/parley/parley.ts';
import { startCommittingRelay, startRelay } from '../peers/relay/relay.ts';
import { installedXmpp } from '../peers/xmpp/installed.ts';

const LOADS: readonly Load[] = [pairs(1, 150), pairs(16, 250), offered(1_000), offered(5_000), room];

interface Running {
  readonly peer: Peer;
  readonly users: readonly PeerUser[];
}

/**
 * Messages under load. Each round of a load runs on every system in turn, so that what else the machine does meets all alike.
 * @param seconds that a load runs
 */
export async function measureMessages(rounds: number, seconds: number): Promise<readonly Measured[]> {
  const running: Running[] = [];
  try {
    const systems = [
      ...[startRelay, startCommittingRelay, startOpenParley, startSealedParley],
      ...(await installedXmpp()),
    ];
    for (const start of systems) running.push(await connect(await start()));
    const measured: Measured[] = [];
    for (const load of LOADS) measured.push(...(await measureLoad(load, running, rounds, seconds)));
    return measured;
  } finally {
    for (const { peer, users } of running) {
      for (const user of users) user.close();
      await peer.stop();
    }
  }
}

async function connect(peer: Peer): Promise<Running> {
  return { peer, users: await peer.connect(Math.max(...LOADS.map(({ users }) => users))) };
}

async function measureLoad(
  load: Load,
  running: readonly Running[],
  rounds: number,
  seconds: number,
): Promise<readonly Measured[]> {
  const taken = running.map((): Figures[] => []);
  for (let round = 0; round < rounds; round++)
    for (const [i, { peer, users }] of running.entries())
      taken[i]?.push(await load.run(peer, users, seconds));
  return running.map(({ peer }, i) => ({ load: load.name, system: peer.name, rounds: taken[i] ?? [] }));
}
