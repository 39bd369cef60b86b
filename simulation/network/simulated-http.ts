import type { HttpTransport } from '@parley/client';
import type { Process } from '../world/process.ts';
import type { Network } from './network.ts';

const GIVES_UP_MS = 5_000;

/** HTTP over the simulated network, for one session. */
export function simulatedHttp(network: Network, process: Process, tokenNow: () => string): HttpTransport {
  return {
    exchange: (request) =>
      new Promise((resolve, reject) => {
        const token = tokenNow();
        const node = network.reach(token);
        process.setTimeout(() => reject(new Error('no answer')), GIVES_UP_MS);
        if (node === undefined || !network.carries()) return;
        const answer = async () => {
          const response = await node.exchange(token, request);
          if (network.carries()) process.setTimeout(() => resolve(response), network.delay());
        };
        process.setTimeout(() => void answer(), network.delay());
      }),
  };
}
