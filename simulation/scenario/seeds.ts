/** How many seeds a run of the suite tries, unless `SIMULATION_SEEDS` says otherwise. */
const SEEDS = 2_000;

export function seedCount(): number {
  return variable('SIMULATION_SEEDS') ?? SEEDS;
}

/** The one seed that is to be looked at, from `SIMULATION_SEED`. */
export function replayedSeed(): number | undefined {
  return variable('SIMULATION_SEED');
}

function variable(name: string): number | undefined {
  // Vite's own view of the environment: only the server's configuration reads the real one.
  const value: unknown = import.meta.env[name];
  return typeof value === 'string' && /^\d+$/.test(value) ? Number(value) : undefined;
}
