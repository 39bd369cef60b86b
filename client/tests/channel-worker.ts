import { answerEpochCall } from '../src/crypto/epochs/answer-epoch-call.ts';
import { DirectEpochCrypto } from '../src/crypto/epochs/direct-epoch-crypto.ts';
import type { EpochRequest } from '../src/crypto/epochs/epoch-messages.ts';
import type { EpochWorker } from '../src/crypto/epochs/worker-epoch-crypto.ts';

/** What the worker of a page does, behind a channel that clones as a worker's does. */
export class ChannelWorker implements EpochWorker {
  readonly #channel = new MessageChannel();
  readonly #crypto = new DirectEpochCrypto();

  constructor() {
    this.#channel.port2.addEventListener('message', ({ data }: MessageEvent<EpochRequest>) => {
      void answerEpochCall(this.#crypto, data).then((answer) => this.#channel.port2.postMessage(answer));
    });
    this.#channel.port2.start();
    this.#channel.port1.start();
  }

  postMessage(message: unknown): void {
    this.#channel.port1.postMessage(message);
  }

  addEventListener(type: string, listener: (event: MessageEvent) => void): void {
    this.#channel.port1.addEventListener(type, (event) => listener(event as MessageEvent));
  }

  terminate(): void {
    this.#channel.port1.close();
  }
}

/** A worker whose code cannot be fetched, whatever it is for. */
export function brokenWorker() {
  const events = new EventTarget();
  return {
    postMessage: () => queueMicrotask(() => events.dispatchEvent(new Event('error'))),
    addEventListener: (type: string, listener: (event: MessageEvent) => void) =>
      events.addEventListener(type, (event) => listener(event as MessageEvent)),
    terminate: () => undefined,
  };
}
