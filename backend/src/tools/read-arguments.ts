import { parseArgs, type ParseArgsOptionsConfig } from 'node:util';

/**
 * The options of a command line. With wrong options, a tool prints those it has and exits with 2.
 * @param bare options whose values may stand alone, in this order: npm drops `--to` unless `--` precedes it
 */
export function readArguments<const Options extends ParseArgsOptionsConfig>(
  usage: string,
  options: Options,
  ...bare: readonly (keyof Options & string)[]
) {
  try {
    const { values, positionals } = parseArgs({ options, allowPositionals: true });
    const extra = positionals[bare.length];
    if (extra !== undefined) throw new Error(`"${extra}" is one word too many.`);
    const named = Object.fromEntries(positionals.map((word, index) => [bare[index] ?? '', word]));
    const twice = bare.find((name) => name in named && name in values);
    if (twice !== undefined) throw new Error(`There are two values for --${twice}.`);
    return { ...named, ...values };
  } catch (error) {
    // Node.js adds advice about arguments that begin with a dash; it does not apply here.
    const [complaint = ''] = String(error instanceof Error ? error.message : error).split('. To specify');
    return refuseArguments(usage, complaint);
  }
}

/** Ends a tool that lacks an argument. */
export function refuseArguments(usage: string, complaint: string): never {
  console.error(`${complaint}\n${usage}`);
  process.exit(2);
}
