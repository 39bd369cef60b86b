/** Those of earlier versions tell no milliseconds. */
const FORM = /^parley-(\d{4}-\d\d-\d\d)T(\d\d)-(\d\d)-(\d\d(?:\.\d{3})?)Z(?:\.scheduled)?\.db$/;

/** Made because somebody asked, or by the server itself, which removes such ones later. */
export type BackupKind = 'asked' | 'scheduled';

/** The file of a backup: names sort by time, and every file system takes them. Milliseconds keep two of one second apart. @param time ms */
export function backupName(time: number, kind: BackupKind = 'asked'): string {
  return `parley-${new Date(time).toISOString().replaceAll(':', '-')}${kind === 'scheduled' ? '.scheduled' : ''}.db`;
}

/** When a backup was begun, by its name, in ms; undefined for other files, which are left alone. */
export function timeOfBackup(name: string): number | undefined {
  const [, date = '', hours = '', minutes = '', seconds = ''] = FORM.exec(name) ?? [];
  const time = Date.parse(`${date}T${hours}:${minutes}:${seconds}Z`);
  return Number.isNaN(time) ? undefined : time;
}

/** Whether the server made a backup by itself, by its name. */
export function isScheduled(name: string): boolean {
  return timeOfBackup(name) !== undefined && name.endsWith('.scheduled.db');
}
