import type { Argon2Answer, Argon2Request } from './argon2-messages.ts';
import { NoAnswerError } from '../ports/no-answer-error.ts';
import type { PasswordKdf } from '../ports/password-kdf.ts';

/** What is used of a worker. */
type KdfWorker = Pick<Worker, 'postMessage' | 'terminate'> & {
  addEventListener(type: 'message', listener: (event: MessageEvent<Argon2Answer>) => void): void;
  addEventListener(type: 'error', listener: () => void): void;
};

/** Bundlers look for exactly this expression. Pages with Trusted Types hand in their own that goes through a policy. */
const createArgon2Worker = (): KdfWorker =>
  new Worker(new URL('./argon2.worker.ts', import.meta.url), { type: 'module' });

/** Argon2id in a worker of its own for each derivation, which frees its memory afterwards. */
export function createWorkerKdf(createWorker: () => KdfWorker = createArgon2Worker): PasswordKdf {
  return {
    derive: (password, kdf) =>
      new Promise((resolve, reject) => {
        const worker = createWorker();
        const finish = (settle: () => void) => {
          worker.terminate();
          settle();
        };
        worker.addEventListener('message', ({ data }) =>
          finish(() => ('hash' in data ? resolve(data.hash) : reject(new Error(data.failed)))),
        );
        // Its code is fetched anew with each try, as other late code is.
        const unstarted = () => new NoAnswerError({ cause: new Error('the worker did not start') });
        worker.addEventListener('error', () => finish(() => reject(unstarted())));
        worker.postMessage({ password, kdf } satisfies Argon2Request);
      }),
  };
}
