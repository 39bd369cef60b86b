import type { Figures, Measured } from '../figures.ts';
import type { ParleyServer } from '../peers/parley/parley-server.ts';
import { comeBack } from '../sockets/come-back.ts';

/** How long a restart takes, and how long until all clients are in sync again. */
export async function measureReturning(
  rounds: number,
  parley: ParleyServer,
  tokens: readonly string[],
): Promise<readonly Measured[]> {
  const taken: Figures[] = [];
  for (let round = 0; round < rounds; round++) {
    const { restart, inSync } = await comeBack(parley, tokens);
    taken.push({ 'restart s': restart / 1_000, 'in sync after s': inSync / 1_000 });
  }
  return [{ load: `${tokens.length} clients after a restart`, system: 'Parley', rounds: taken }];
}
