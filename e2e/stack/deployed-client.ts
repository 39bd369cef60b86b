import { cp, mkdtemp, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const built = join(import.meta.dirname, '../../frontend/dist/browser');
const HASHED_SCRIPT = /\b([a-z]+-)([\w-]{8})(?=\.js)/g;

/** A folder with the built web client, in which a new version can be deployed while pages of the old one are open. */
export class DeployedClient {
  readonly folder: string;

  private constructor(folder: string) {
    this.folder = folder;
  }

  static async create(): Promise<DeployedClient> {
    const folder = await mkdtemp(join(tmpdir(), 'parley-client-'));
    await cp(built, folder, { recursive: true, filter: (path) => !/\.(gz|br)$/.test(path) });
    return new DeployedClient(folder);
  }

  /** The same application under names with other hashes, as if each of its scripts had changed. */
  async deployNewVersion(): Promise<void> {
    for (const name of await readdir(this.folder)) {
      if (!/\.(js|html)$/.test(name)) continue;
      const path = join(this.folder, name);
      await writeFile(path, renamed(await readFile(path, 'utf8')));
      await rename(path, join(this.folder, renamed(name)));
    }
  }

  async remove(): Promise<void> {
    await rm(this.folder, { recursive: true });
  }
}

function renamed(text: string): string {
  return text.replaceAll(
    HASHED_SCRIPT,
    (_, kind: string, hash: string) => kind + hash.split('').reverse().join(''),
  );
}
