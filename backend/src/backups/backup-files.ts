import { existsSync, readdirSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { ParleyError } from '@parley/protocol';
import type { Backup, BackupFolder } from '../domain/backups/backup-folder.ts';
import { backupName, timeOfBackup, type BackupKind } from '../domain/backups/backup-name.ts';
import { diskOf } from '../files/disk-of.ts';
import { makeFolder } from '../files/make-folder.ts';
import type { CopyOrder, CopyResult } from './backup-thread.ts';

const THREAD = new URL('./backup-thread.ts', import.meta.url);
/** What stays free for messages while a backup is made, bytes. */
const RESERVE = 32 * 1024 * 1024;
/** No backup takes longer, ms: what is older was left behind by a process that died. */
const LONGEST = 24 * 60 * 60 * 1_000;

export interface BackupFilesOptions {
  /** Where backups are; made if it is missing. */
  readonly path: string;
  /** The database; undefined if it is not in a file. */
  readonly file: string | undefined;
  /** Bytes that stay free. */
  readonly reserve?: number;
}

/** The folder of backups, on a disk of this machine. */
export class BackupFiles implements BackupFolder {
  readonly path: string;
  readonly #file: string | undefined;
  readonly #reserve: number;
  #making: Promise<Backup> | undefined;

  constructor({ path, file, reserve = RESERVE }: BackupFilesOptions) {
    this.path = path;
    this.#file = file;
    this.#reserve = reserve;
  }

  get isOwn(): boolean {
    return this.#file !== undefined;
  }

  async list(): Promise<readonly Backup[]> {
    return this.#names()
      .flatMap((name) => {
        const time = timeOfBackup(name);
        const bytes = statSync(join(this.path, name), { throwIfNoEntry: false })?.size;
        return time === undefined || bytes === undefined ? [] : [{ name, time, bytes }];
      })
      .sort((a, b) => b.time - a.time);
  }

  async remove(name: string): Promise<void> {
    if (timeOfBackup(name) === undefined) throw new Error(`${name} is no backup`);
    rmSync(join(this.path, name), { force: true });
  }

  make(time: number, kind: BackupKind = 'asked'): Promise<Backup> {
    this.#making ??= this.#make(time, kind).finally(() => {
      this.#making = undefined;
    });
    return this.#making;
  }

  async #make(time: number, kind: BackupKind): Promise<Backup> {
    if (this.#file === undefined) throw new Error('the database is not in a file');
    makeFolder(this.path);
    this.#dropRemains(time);
    await this.#requireSpace(this.#file);
    const name = backupName(time, kind);
    const copy = join(this.path, name);
    const result = await copied({ file: this.#file, copy });
    switch (result.kind) {
      case 'made':
        return { name, time: timeOfBackup(name) ?? time, bytes: statSync(copy).size };
      case 'full':
        throw full(result.problem);
      case 'failed':
        throw new Error(`The backup ${copy} failed: ${result.problem}`);
    }
  }

  #names(): readonly string[] {
    return existsSync(this.path) ? readdirSync(this.path) : [];
  }

  /** Half copies of processes that died meanwhile. */
  #dropRemains(now: number): void {
    for (const name of this.#names()) {
      const began = timeOfBackup(name.replace(/(?:\.[0-9a-f]{8})?\.part(?:-journal|-wal|-shm|\.lock)?$/, ''));
      if (name.includes('.part') && began !== undefined && began < now - LONGEST)
        rmSync(join(this.path, name), { force: true });
    }
  }

  /** A copy must not take the last space, which the messages of the meantime need. */
  async #requireSpace(file: string): Promise<void> {
    const { free } = await diskOf(this.path);
    const needed = sizeOf(file) + sizeOf(`${file}-wal`) + this.#reserve;
    if (free < needed) throw full(`${needed} bytes are needed in ${this.path}, ${free} are free`);
  }
}

function sizeOf(file: string): number {
  return statSync(file, { throwIfNoEntry: false })?.size ?? 0;
}

function full(problem: string): ParleyError {
  return new ParleyError('E_STORE_FULL', {
    message: 'There is not enough space for a backup. Nothing of it was kept. Make room, and try again.',
    cause: new Error(problem),
  });
}

async function copied(order: CopyOrder): Promise<CopyResult> {
  const done = Promise.withResolvers<CopyResult>();
  // Nothing of the server's own settings, which hold secrets.
  const worker = new Worker(THREAD, { workerData: order, env: {}, execArgv: [] });
  worker.on('message', (result: CopyResult) => done.resolve(result));
  worker.on('error', (error: unknown) =>
    done.reject(error instanceof Error ? error : new Error(String(error))),
  );
  worker.on('exit', () => done.reject(new Error('the thread of a backup ended')));
  return done.promise;
}
