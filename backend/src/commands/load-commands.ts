import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { RegisteredCommand } from '../domain/commands/registered-command.ts';
import type { Logger } from '../logging/logger.ts';
import { CallTurns } from './call-turns.ts';
import { CommandModule } from './command-module.ts';
import { SpareThreads } from './spare-threads.ts';

/** The commands of a deployment. */
export interface LoadedCommands {
  readonly commands: readonly RegisteredCommand[];
  /** Ends their threads. */
  stop(): Promise<void>;
}

/** Files that begin with `_` are for modules to share. */
const MODULE = /^[^._].*\.m?[jt]s$/;
const TYPES_OR_TEST = /\.(d|test|spec)\.m?[jt]s$/;

/**
 * Loads all modules of a folder.
 * @param folder undefined for none
 * @throws Error that names the module that cannot be used
 */
export async function loadCommands(folder: string | undefined, logger: Logger): Promise<LoadedCommands> {
  if (folder === undefined) return { commands: [], stop: () => Promise.resolve() };
  const modules: CommandModule[] = [];
  const shared = { logger, turns: new CallTurns(), spare: new SpareThreads() };
  const stop = async () => {
    await Promise.all(modules.map((module) => module.stop()));
  };
  for (const file of await modulesIn(folder)) {
    try {
      modules.push(await CommandModule.load(pathToFileURL(file).href, shared));
    } catch (error) {
      await stop();
      throw new Error(`COMMANDS_DIR: ${file} cannot be used`, { cause: error });
    }
  }
  return { commands: modules.flatMap(({ commands }) => commands), stop };
}

/** @throws Error for a folder that is not there */
async function modulesIn(folder: string): Promise<readonly string[]> {
  try {
    const names = await readdir(folder);
    return names
      .filter((name) => MODULE.test(name) && !TYPES_OR_TEST.test(name))
      .sort()
      .map((name) => join(folder, name));
  } catch (error) {
    throw new Error('COMMANDS_DIR cannot be read', { cause: error });
  }
}
