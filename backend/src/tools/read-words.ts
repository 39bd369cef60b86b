import { parseArgs, type ParseArgsOptionsConfig } from 'node:util';

/** The options of a command line. A tool that gets others says what there is, and ends with 2. */
export function readWords<const Options extends ParseArgsOptionsConfig>(usage: string, options: Options) {
  try {
    return parseArgs({ options }).values;
  } catch (error) {
    return refuseWords(usage, error instanceof Error ? error.message : String(error));
  }
}

/** Ends a tool that was not told what it needs to know. */
export function refuseWords(usage: string, complaint: string): never {
  console.error(`${complaint}\n${usage}`);
  process.exit(2);
}
