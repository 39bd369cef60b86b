/** How many seeds `npm test` tries, and how many `npm run test:long` does. `SIMULATION_SEEDS` says otherwise. */
const SEEDS = { short: 300, long: 10_000 };

export function seedCount(): number {
  return variable('SIMULATION_SEEDS') ?? (environment('TEST_LENGTH') === 'long' ? SEEDS.long : SEEDS.short);
}

/** The single seed to run, from `SIMULATION_SEED`. */
export function replayedSeed(): number | undefined {
  return variable('SIMULATION_SEED');
}

function variable(name: string): number | undefined {
  const value = environment(name);
  return value !== undefined && /^\d+$/.test(value) ? Number(value) : undefined;
}

/** Vite's own view of the environment: only the server's configuration reads the real one. */
function environment(name: string): string | undefined {
  const value: unknown = import.meta.env[name];
  return typeof value === 'string' ? value : undefined;
}
