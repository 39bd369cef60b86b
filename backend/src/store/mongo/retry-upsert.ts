import { isDuplicate } from './store-error.ts';

/** Writes with `upsert`. Two servers may both try to insert the document: the second one retries and finds it. */
export async function retryUpsert<T>(write: () => Promise<T>): Promise<T> {
  try {
    return await write();
  } catch (error) {
    if (!isDuplicate(error)) throw error;
    return write();
  }
}
