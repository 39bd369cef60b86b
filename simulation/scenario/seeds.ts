/** How many seeds `npm test` tries, and how many `npm run test:long` does. `SIMULATION_SEEDS` says otherwise. */
const SEEDS = { short: 300, long: 10_000 };

export function seedCount(): number {
  return variable('SIMULATION_SEEDS') ?? (isLong() ? SEEDS.long : SEEDS.short);
}

/** How many runs with a server that lies, of all lies together: a run with real keys takes a second. */
export function lieSeeds(): number {
  return variable('SIMULATION_SEEDS') ?? (isLong() ? SEEDS.long : 1);
}

/** The single seed to run, from `SIMULATION_SEED`. */
export function replayedSeed(): number | undefined {
  return variable('SIMULATION_SEED');
}

function isLong(): boolean {
  return environment('TEST_LENGTH') === 'long';
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
