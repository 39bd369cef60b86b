import { randomUUID } from 'node:crypto';
import { mkdir, open, readFile, rm, writeFile } from 'node:fs/promises';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { Device, type Uuid } from '@parley/protocol';

/** What a terminal keeps about one server: its device, and one file for each user who logged in. */
export class DataFolder {
  readonly #folder: string;

  constructor(root: string, server: URL) {
    this.#folder = join(root, server.host.replaceAll(/[^\w.-]/g, '_'));
  }

  /** This terminal, as its sessions call it; made with the first login. */
  async device(): Promise<Device> {
    const path = join(this.#folder, 'device.json');
    const known = Device.safeParse(await readJson(path));
    if (known.success) return known.data;
    const device = { id: randomUUID(), name: `Terminal on ${hostname()}`.slice(0, 60) };
    await mkdir(this.#folder, { recursive: true });
    await writeFile(path, JSON.stringify(device));
    return device;
  }

  copyOf(uid: Uuid): string {
    return join(this.#folder, `${uid}.json`);
  }

  /**
   * Makes this process the only one to use somebody's copy.
   * @returns a function that lets others
   * @throws Error where another process uses it
   */
  async lock(uid: Uuid): Promise<() => Promise<void>> {
    const path = join(this.#folder, `${uid}.lock`);
    const owner = Number(await readFile(path, 'utf8').catch(() => ''));
    if (owner > 0 && isRunning(owner))
      throw new Error(`Process ${owner} uses this copy already. Choose another one with --data.`);
    await rm(path, { force: true });
    const file = await open(path, 'wx');
    await file.writeFile(String(process.pid));
    await file.close();
    return () => rm(path, { force: true });
  }
}

async function readJson(path: string): Promise<unknown> {
  try {
    return JSON.parse(await readFile(path, 'utf8'));
  } catch {
    return undefined;
  }
}

function isRunning(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}
