import { move } from './move.ts';
import { readArguments, refuseArguments } from './read-arguments.ts';

// `npm run migrate:mongo -- --from data/parley.db --to mongodb://host/parley`, or the other way round.
const USAGE = 'npm run migrate:mongo -- --from data/parley.db --to mongodb://HOST/DATABASE';
const values = readArguments(USAGE, { from: { type: 'string' }, to: { type: 'string' } });
if (values.from === undefined || values.to === undefined)
  refuseArguments(USAGE, 'Say where to copy from and where to.');

const stop = new AbortController();
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => stop.abort());

try {
  await move(values.from, values.to, { signal: stop.signal });
  console.log('Everything is there.');
} catch (error) {
  const stopped = stop.signal.aborted ? 'Stopped. Run the same command again to continue.' : undefined;
  console.error(stopped ?? (error instanceof Error ? error.message : error));
  process.exitCode = 1;
}
