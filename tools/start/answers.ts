import { setTimeout } from 'node:timers/promises';

/** Settles when the address answers without an error, or rejects when it shall not wait any longer. */
export async function answers(url: string, signal?: AbortSignal): Promise<void> {
  while (!(await isAnswering(url))) await setTimeout(250, undefined, { signal });
}

async function isAnswering(url: string): Promise<boolean> {
  try {
    const response = await fetch(url, { signal: AbortSignal.timeout(2_000) });
    await response.body?.cancel();
    return response.ok;
  } catch {
    return false;
  }
}
