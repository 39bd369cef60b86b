import { Health } from '@parley/protocol';

/** Whether what answers at the address of the health check is a Parley server. */
export async function isParley(health: string): Promise<boolean> {
  try {
    const response = await fetch(health, { signal: AbortSignal.timeout(2_000) });
    return Health.safeParse(await response.json()).success;
  } catch {
    return false;
  }
}
