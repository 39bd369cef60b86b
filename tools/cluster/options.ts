import { resolve } from 'node:path';
import { parseArgs } from 'node:util';

export type ClusterOptions = {
  readonly nodes: number;
  /** Where people open it; what belongs to it takes the ports behind. */
  readonly port: number;
  /** Whether to build the web client where it is older than its sources. */
  readonly build: boolean;
  /** Where a MongoDB of its own keeps its data. */
  readonly data: string;
  /** A MongoDB that runs already. */
  readonly mongodb: string | undefined;
  /** A Redis that runs already. */
  readonly redis: string | undefined;
};

export const USAGE =
  'npm run cluster -- [--nodes 3] [--port 4300] [--data data/cluster] [--no-build] [--mongodb mongodb://HOST/DATABASE] [--redis redis://HOST]';

/** @throws Error for what is no option */
export function readOptions(words: readonly string[], environment: NodeJS.ProcessEnv): ClusterOptions {
  const { values } = parseArgs({
    args: [...words],
    allowNegative: true,
    options: {
      nodes: { type: 'string', default: '3' },
      port: { type: 'string', default: '4300' },
      build: { type: 'boolean', default: true },
      data: { type: 'string', default: 'data/cluster' },
      mongodb: { type: 'string' },
      redis: { type: 'string' },
    },
  });
  return {
    nodes: whole('nodes', values.nodes, 1, 9),
    port: whole('port', values.port, 1_024, 65_000),
    build: values.build,
    data: resolve(values.data),
    mongodb: values.mongodb ?? environment.MONGODB_URI,
    redis: values.redis ?? environment.REDIS_URL,
  };
}

function whole(name: string, text: string, least: number, most: number): number {
  const number = Number(text);
  if (!Number.isInteger(number) || number < least || number > most)
    throw new Error(`--${name} is "${text}". Allowed: a whole number from ${least} to ${most}.`);
  return number;
}
