import type { Connection } from '@parley/client';
import type { ClientEventName, Refusal } from '@parley/protocol';
import {
  connectionsContract,
  type ContractClient,
  type ContractHarness,
} from '../../backend/tests/contract/connections-contract.ts';
import { Network } from '../network/network.ts';
import { simulatedTransport } from '../network/simulated-transport.ts';
import { FAIR, Weather } from '../network/weather.ts';
import { Process } from '../world/process.ts';
import { SeededRandom } from '../world/seeded-random.ts';
import { VirtualClock } from '../world/virtual-clock.ts';
import { SimulatedConnections } from './simulated-connections.ts';

const STEP_MS = 50;
const MOST_STEPS = 1_000;

/** Simulated connections over a network without faults. */
async function harness(): Promise<ContractHarness> {
  const clock = new VirtualClock();
  const network = new Network(clock, new Weather(FAIR, new SeededRandom(1)));
  const connections = new SimulatedConnections({ process: new Process(clock), sent: () => undefined });
  network.listen({
    listening: true,
    serves: () => true,
    accept: (link) => connections.accept(link),
    exchange: () => Promise.reject(new Error('no HTTP here')),
  });
  return {
    connections,
    connect: (token) => new SimulatedClient(network, new Process(clock), token),
    until: async (condition) => {
      for (let step = 0; !condition(); step++) {
        if (step === MOST_STEPS) throw new Error('it never became so');
        await clock.runUntil(clock.now() + STEP_MS);
      }
    },
  };
}

class SimulatedClient implements ContractClient {
  readonly heard: { readonly name: string; readonly data: unknown }[] = [];
  refusal: Refusal | undefined;
  isConnected = false;
  readonly #connection: Connection;

  constructor(network: Network, process: Process, token: string) {
    this.#connection = simulatedTransport(network, process).connect(() => token, {
      opened: () => (this.isConnected = true),
      refused: (refusal) => (this.refusal = refusal),
      closed: () => (this.isConnected = false),
      event: (name, data) => this.heard.push({ name, data }),
    });
  }

  ask(name: ClientEventName, input: unknown): Promise<unknown> {
    // The contract asks what no schema allows; the transport does not look at it.
    return this.#connection.request(name as 'sync', input as never);
  }

  drop(): void {
    this.isConnected = false;
    this.#connection.close();
  }
}

connectionsContract(harness, { mayBeSlow: false });
