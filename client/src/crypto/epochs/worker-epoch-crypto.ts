import { EnvelopeError } from '@parley/protocol';
import { NoAnswerError } from '../../ports/no-answer-error.ts';
import type { EpochCrypto } from '../../ports/sealing/epoch-crypto.ts';
import type { EpochAnswer, EpochCall, EpochRequest, EpochResult } from './epoch-messages.ts';

/** What is used of a worker. */
export type EpochWorker = Pick<Worker, 'postMessage' | 'terminate'> & {
  addEventListener(type: 'message', listener: (event: MessageEvent<EpochAnswer>) => void): void;
  addEventListener(type: 'error', listener: () => void): void;
};

/** Bundlers look for exactly this expression. Pages with Trusted Types hand in their own that goes through a policy. */
const createEpochWorker = (): EpochWorker =>
  new Worker(new URL('./epoch.worker.ts', import.meta.url), { type: 'module' });

/** The worker answers a call by what its method resolves to. */
interface Waiting {
  resolve(result: unknown): void;
  reject(error: Error): void;
}

/** Epoch keys in a worker, which starts with the first question and keeps imported private keys. */
export class WorkerEpochCrypto implements EpochCrypto {
  readonly #create: () => EpochWorker;
  readonly #waiting = new Map<number, Waiting>();
  #worker: EpochWorker | undefined;
  #lastId = 0;

  constructor(create: () => EpochWorker = createEpochWorker) {
    this.#create = create;
  }

  unsealable: EpochCrypto['unsealable'] = (...input) => this.#ask({ method: 'unsealable', input });
  seal: EpochCrypto['seal'] = (...input) => this.#ask({ method: 'seal', input });
  open: EpochCrypto['open'] = (...input) => this.#ask({ method: 'open', input });

  close(): void {
    this.#end('the worker was ended');
  }

  #ask<Call extends EpochCall>(call: Call): Promise<EpochResult<Call['method']>> {
    this.#worker ??= this.#start();
    const request: EpochRequest = { id: ++this.#lastId, call };
    this.#worker.postMessage(request);
    return new Promise((resolve, reject) => {
      this.#waiting.set(request.id, { resolve, reject });
    });
  }

  #start(): EpochWorker {
    const worker = this.#create();
    worker.addEventListener('message', ({ data }) => this.#answered(data));
    worker.addEventListener('error', () => this.#end('the worker did not start'));
    return worker;
  }

  #answered(answer: EpochAnswer): void {
    const waiting = this.#waiting.get(answer.id);
    this.#waiting.delete(answer.id);
    if ('result' in answer) waiting?.resolve(answer.result);
    else if ('refusal' in answer) waiting?.reject(new EnvelopeError(answer.refusal));
    else waiting?.reject(new Error(answer.failed));
  }

  /** As with other code that comes late, whoever waits can ask again: the next question starts another worker. */
  #end(reason: string): void {
    this.#worker?.terminate();
    this.#worker = undefined;
    const cause = new Error(reason);
    for (const waiting of this.#waiting.values()) waiting.reject(new NoAnswerError({ cause }));
    this.#waiting.clear();
  }
}
