import { isDuplicate } from './store-error.ts';

/** Writes with `upsert`. Two servers may both insert the document: the second one then finds it. */
export async function upserting<T>(write: () => Promise<T>): Promise<T> {
  try {
    return await write();
  } catch (error) {
    if (!isDuplicate(error)) throw error;
    return write();
  }
}
