import type { Argon2Answer, Argon2Request } from './argon2-messages.ts';
import type { PasswordKdf } from '../ports/password-kdf.ts';

/** Bundlers look for exactly this expression. Pages with Trusted Types hand in their own that goes through a policy. */
const createArgon2Worker = () =>
  new Worker(new URL('./argon2.worker.ts', import.meta.url), { type: 'module' });

/** Argon2id in a worker of its own for each derivation, which frees its memory afterwards. */
export function createWorkerKdf(createWorker: () => Worker = createArgon2Worker): PasswordKdf {
  return {
    derive: (password, kdf) =>
      new Promise((resolve, reject) => {
        const worker = createWorker();
        const finish = (settle: () => void) => {
          worker.terminate();
          settle();
        };
        worker.addEventListener('message', ({ data }: MessageEvent<Argon2Answer>) =>
          finish(() => ('hash' in data ? resolve(data.hash) : reject(new Error(data.failed)))),
        );
        worker.addEventListener('error', () => finish(() => reject(new Error('the worker did not start'))));
        worker.postMessage({ password, kdf } satisfies Argon2Request);
      }),
  };
}
