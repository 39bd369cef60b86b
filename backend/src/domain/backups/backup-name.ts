const FORM = /^parley-(\d{4}-\d\d-\d\d)T(\d\d)-(\d\d)-(\d\d)Z\.db$/;

/** The file of a backup: names sort by time, and every file system takes them. @param time ms */
export function backupName(time: number): string {
  return `parley-${new Date(time).toISOString().slice(0, 19).replaceAll(':', '-')}Z.db`;
}

/** When a backup was begun, by its name, in ms; undefined for other files, which are left alone. */
export function timeOfBackup(name: string): number | undefined {
  const [, date = '', hours = '', minutes = '', seconds = ''] = FORM.exec(name) ?? [];
  const time = Date.parse(`${date}T${hours}:${minutes}:${seconds}Z`);
  return Number.isNaN(time) ? undefined : time;
}
