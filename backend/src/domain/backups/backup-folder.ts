import type { BackupKind } from './backup-name.ts';

/** A backup in the folder of backups. */
export interface Backup {
  /** Of its file; see `backupName`. */
  readonly name: string;
  /** When it was begun, ms. */
  readonly time: number;
  readonly bytes: number;
}

/** The folder of a server's backups. Its files are the truth: nothing else records which backups there are. */
export interface BackupFolder {
  readonly path: string;
  /** Whether this server can make backups itself. If not, its operator does. */
  readonly isOwn: boolean;
  /** Complete backups, newest first. */
  list(): Promise<readonly Backup[]>;
  /**
   * Copies the database as of one moment, and checks the copy. While one is being made, others who ask get the same.
   * @param time of now, ms
   * @throws ParleyError `E_STORE_FULL`: there is not enough space, and nothing of the copy stays
   * @throws Error for a database that is broken, or whose backups its operator makes
   */
  make(time: number, kind?: BackupKind): Promise<Backup>;
  /** Removes one. @param name as it is listed */
  remove(name: string): Promise<void>;
}
