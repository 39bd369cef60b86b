import { expect, test } from 'vitest';
import { brokenWorker } from '../../tests/channel-worker.ts';
import { NoAnswerError } from '../ports/no-answer-error.ts';
import { createWorkerKdf } from './worker-kdf.ts';

const KDF = { name: 'argon2id', salt: '', memoryKiB: 64 * 1024, iterations: 3, parallelism: 1 } as const;

test('a worker whose code cannot be fetched is like a server that is away', async () => {
  const kdf = createWorkerKdf(brokenWorker);
  const derived = kdf.derive(new Uint8Array(8), KDF);
  await expect(derived).rejects.toBeInstanceOf(NoAnswerError);
});
