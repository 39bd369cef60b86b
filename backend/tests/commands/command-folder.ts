import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { loadCommands, type LoadedCommands } from '../../src/commands/load-commands.ts';
import { createLogger } from '../../src/logging/logger.ts';

/** A folder of modules outside of the project, which ends with the test. */
async function commandFolder(modules: Readonly<Record<string, string>>): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'parley-commands-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  for (const [name, source] of Object.entries(modules)) await writeFile(join(folder, name), source);
  return folder;
}

/** Loads the modules, as a server does at its start. */
export async function loadedCommands(modules: Readonly<Record<string, string>>): Promise<LoadedCommands> {
  const logger = createLogger({ level: 'silent', pretty: false });
  const commands = await loadCommands(await commandFolder(modules), logger);
  onTestFinished(() => commands.stop());
  return commands;
}
