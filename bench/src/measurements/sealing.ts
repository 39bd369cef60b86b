import type { Figures, Measured } from '../figures.ts';
import { sealingCosts } from '../sealing/sealing-costs.ts';

/** What a client works for a message and for an epoch key. Browsers: `npm run bench:web`. */
export async function measureSealing(rounds: number): Promise<readonly Measured[]> {
  const taken: Figures[] = [];
  for (let round = 0; round < rounds; round++) taken.push(await sealingCosts());
  return [{ load: 'one sealed message, one epoch key', system: 'Node.js, one client', rounds: taken }];
}
