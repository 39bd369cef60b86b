import { performance } from 'node:perf_hooks';
import { setImmediate as turn } from 'node:timers/promises';
import { KEY_LIMITS } from '@parley/protocol';
import { collectGarbage } from './collect-garbage.ts';
import type { Figures } from './figures.ts';
import type { Peer, PeerUser, Send } from './peer.ts';

export interface Load {
  readonly name: string;
  readonly users: number;
  /**
   * Runs for about `seconds`, or until nothing is left of what was made ahead, and stops by itself.
   * @returns what was acknowledged (for a room, delivered) in a second, the server's CPU seconds for 1,000 of that, and ms from sending to
   * the acknowledgement
   */
  run(peer: Peer, users: readonly PeerUser[], seconds: number): Promise<Figures>;
}

const TEXT = 'The quick brown fox jumps over the lazy dog, twice on Sundays.';
/** The most that are made ahead for a conversation: sealed for one place in its log, they are taken until it has grown by so many. */
const MOST_AHEAD = KEY_LIMITS.headBehind - 100;
const ROOM_SENDERS = 10;

/**
 * 50 pairs; each sender has a fixed number of messages in flight.
 * @param most that a sender gets rid of in a second; so many are made ahead
 */
export function pairs(window: number, most: number): Load {
  return {
    name: `p50w${window}: 50 pairs, ${window} under way each`,
    users: 100,
    run: async (peer, users, seconds) => {
      const sends = await toPartners(users, Math.min(MOST_AHEAD, most * seconds));
      return measure(peer, 1, (sample) => closedLoop(sends, window, seconds, sample));
    },
  };
}

/** Ten senders with four messages in flight each, into a room of 100; deliveries are counted. */
export const room: Load = {
  name: 'r10w4: 10 senders, 4 under way each, room of 100; deliveries',
  users: 100,
  run: async (peer, users, seconds) => {
    const receivers = users.length - 1;
    const senders = users.slice(0, ROOM_SENDERS);
    const sends = await Promise.all(senders.map((user) => user.toRoom(TEXT, MOST_AHEAD / ROOM_SENDERS)));
    let delivered = 0;
    const stops = users.map((user) => user.onMessage(() => delivered++));
    let sent = 0;
    const figures = await measure(peer, receivers, (sample) =>
      closedLoop(sends, 4, seconds, (milliseconds) => {
        sent++;
        sample(milliseconds);
      }),
    );
    const expected = sent * receivers;
    for (let waited = 0; delivered < expected && waited < 100_000; waited++) await turn();
    for (const stop of stops) stop();
    if (delivered < expected) throw new Error(`${peer.name}: ${delivered} of ${expected} deliveries`);
    return figures;
  },
};

/** A fixed number of messages per second over 50 pairs, regardless of the answers. */
export function offered(rate: number): Load {
  return {
    name: `o${rate}: ${rate} a second offered`,
    users: 100,
    run: async (peer, users, seconds) => {
      const most = Math.ceil((rate * seconds * 2) / users.length);
      const sends = await toPartners(users, Math.min(MOST_AHEAD, most));
      return measure(peer, 1, (sample) => openLoop(sends, rate, seconds, sample));
    },
  };
}

/** The first of each pair writes to the second. */
function toPartners(users: readonly PeerUser[], ahead: number): Promise<readonly Send[]> {
  const senders = users.filter((_, i) => i % 2 === 0);
  return Promise.all(senders.map((user) => user.toPartner(TEXT, ahead)));
}

type Sample = (milliseconds: number) => void;

/** @param each what one acknowledged message counts */
async function measure(peer: Peer, each: number, load: (sample: Sample) => Promise<void>): Promise<Figures> {
  const samples: number[] = [];
  collectGarbage();
  const cpu = peer.server.cpuSeconds();
  const start = performance.now();
  await load((milliseconds) => samples.push(milliseconds));
  const elapsed = (performance.now() - start) / 1_000;
  const used = peer.server.cpuSeconds() - cpu;
  samples.sort((a, b) => a - b);
  const at = (share: number) =>
    samples[Math.min(samples.length - 1, Math.floor(samples.length * share))] ?? Number.NaN;
  const total = samples.length * each;
  return {
    'per second': total / elapsed,
    'CPU s per 1,000': (used / total) * 1_000,
    'p50 ms': at(0.5),
    'p99 ms': at(0.99),
  };
}

async function closedLoop(
  sends: readonly Send[],
  window: number,
  seconds: number,
  sample: Sample,
): Promise<void> {
  const end = performance.now() + seconds * 1_000;
  const slot = async (send: Send) => {
    for (let now = performance.now(); now < end; now = performance.now()) {
      const sending = send();
      if (sending === undefined) return;
      await sending;
      sample(performance.now() - now);
    }
  };
  await Promise.all(sends.flatMap((send) => Array.from({ length: window }, () => slot(send))));
}

async function openLoop(
  sends: readonly Send[],
  rate: number,
  seconds: number,
  sample: Sample,
): Promise<void> {
  const start = performance.now();
  const underWay: Promise<void>[] = [];
  for (let sent = 0; sent < rate * seconds;) {
    const due = Math.min(rate * seconds, ((performance.now() - start) / 1_000) * rate);
    for (; sent < due; sent++) {
      const scheduled = start + (sent / rate) * 1_000;
      const sending = sends[sent % sends.length]?.();
      if (sending) underWay.push(sending.then(() => sample(performance.now() - scheduled)));
    }
    await turn();
  }
  await Promise.all(underWay);
}
