import { randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { Device, type Uuid } from '@parley/protocol';
import { lockFile, replaceFile, underLock, type CopyFiles } from '../files.ts';

/** A terminal's data about one server: its device, and one copy for each user who logged in. */
export class DataFolder {
  readonly #folder: string;

  constructor(root: string, server: URL) {
    this.#folder = join(root, server.host.replaceAll(/[^\w.-]/g, '_'));
  }

  /**
   * Keeps other terminals of the same user away from it. Those of other users may use it.
   * @returns what lets them in again
   * @throws Error with a sentence for the user if there is one already
   */
  async lock(username: string): Promise<() => void> {
    const name = encodeURIComponent(username.trim().toLowerCase());
    const release = await lockFile(join(this.#folder, `${name}.terminal`));
    if (release !== undefined) return release;
    throw new Error(
      `Another terminal of ${username} uses ${this.#folder} already. Choose another folder with --data.`,
    );
  }

  /** This terminal, as the list of sessions shows it; made at the first login. */
  device(): Promise<Device> {
    const path = join(this.#folder, 'device.json');
    return underLock(`${path}.lock`, async () => {
      const known = Device.safeParse(await readJson(path));
      if (known.success) return known.data;
      const device = { id: randomUUID(), name: `Terminal on ${hostname()}`.slice(0, 60) };
      await replaceFile(path, JSON.stringify(device));
      return device;
    });
  }

  /** The path of the keys of all users of this terminal. */
  get keys(): string {
    return join(this.#folder, 'keys');
  }

  /** The path of a user's copy, and that of an earlier version. */
  copyOf(uid: Uuid): CopyFiles {
    return { database: join(this.#folder, `${uid}.db`), before: join(this.#folder, `${uid}.json`) };
  }
}

async function readJson(path: string): Promise<unknown> {
  try {
    return JSON.parse(await readFile(path, 'utf8'));
  } catch {
    return undefined;
  }
}
