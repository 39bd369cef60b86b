import { parentPort, workerData } from 'node:worker_threads';
import { isFull } from '../files/is-full.ts';
import { backUpDatabase } from '../store/sqlite/index.ts';

// Runs in a thread of its own: copying and checking a large database takes long, and the server goes on meanwhile.

export interface CopyOrder {
  readonly file: string;
  readonly copy: string;
}

export type CopyResult =
  { readonly kind: 'made' } | { readonly kind: 'full' | 'failed'; readonly problem: string };

async function copy({ file, copy: to }: CopyOrder): Promise<CopyResult> {
  try {
    await backUpDatabase(file, to);
    return { kind: 'made' };
  } catch (error) {
    return { kind: isFull(error) ? 'full' : 'failed', problem: String(error) };
  }
}

// What `backup-files.ts` sends is of this form.
parentPort?.postMessage(await copy(workerData as CopyOrder));
