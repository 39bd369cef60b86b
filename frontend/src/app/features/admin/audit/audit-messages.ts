/** The page with the audit log. */
export const AUDIT_MESSAGES = {
  intro:
    'Who logged in and from where, what failed, and what was changed. Nobody can change these records unnoticed. Reading and exporting them is recorded, too.',
  person: {
    label: 'Person',
    anybody: 'Anybody',
    only: (name: string) => name,
    notOnly: (name: string) => `Not only ${name}`,
  },
  none: 'Nothing fits these filters.',
  noneYet: 'Nothing fits so far. There are older records to look through.',
  checking: (checked: number, of: number) =>
    `Checked ${checked.toLocaleString()} of ${of.toLocaleString()} records …`,
  exported: 'The file is ready.',
} as const;
