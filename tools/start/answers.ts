import { setTimeout } from 'node:timers/promises';

/** Settles when the address answers without an error. */
export async function answers(url: string): Promise<void> {
  while (!(await isAnswering(url))) await setTimeout(250);
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
