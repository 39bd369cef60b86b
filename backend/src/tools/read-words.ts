import { parseArgs, type ParseArgsOptionsConfig } from 'node:util';

/**
 * The options of a command line. A tool that gets others says what there is, and ends with 2.
 * @param bare options whose values may stand alone, in this order: npm keeps `--to` for itself unless `--` stands before it
 */
export function readWords<const Options extends ParseArgsOptionsConfig>(
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
    // Node.js adds advice on words that begin with a dash, which none of ours does.
    const [complaint = ''] = String(error instanceof Error ? error.message : error).split('. To specify');
    return refuseWords(usage, complaint);
  }
}

/** Ends a tool that was not told what it needs to know. */
export function refuseWords(usage: string, complaint: string): never {
  console.error(`${complaint}\n${usage}`);
  process.exit(2);
}
