import type { Type } from '@angular/core';
import { part } from '../../core/parts/parts.ts';
import type { LaterIconName } from '../../shared/later/later-icons.ts';

export interface Section {
  /** Its page is `/admin/<id>`. */
  readonly id: string;
  readonly name: string;
  readonly icon: LaterIconName;
  readonly load: () => Promise<Type<unknown>>;
}

/** The pages for administrators, in the order of the list beside them. `/admin` shows the first. */
export const SECTIONS: readonly [Section, ...Section[]] = [
  {
    id: 'people',
    name: 'People',
    icon: 'group',
    load: () => part(() => import('./people/people-page.ts')).then(({ PeoplePage }) => PeoplePage),
  },
  {
    id: 'invitations',
    name: 'Invitations',
    icon: 'mail',
    load: () =>
      part(() => import('./invitations/all-invitations.ts')).then(({ AllInvitations }) => AllInvitations),
  },
  {
    id: 'server',
    name: 'Server',
    icon: 'server',
    load: () => part(() => import('./server/server-page.ts')).then(({ ServerPage }) => ServerPage),
  },
  {
    id: 'reports',
    name: 'Reports',
    icon: 'flag',
    load: () => part(() => import('./reports/reports-page.ts')).then(({ ReportsPage }) => ReportsPage),
  },
  {
    id: 'audit',
    name: 'Audit log',
    icon: 'shield',
    load: () => part(() => import('./audit/audit-page.ts')).then(({ AuditPage }) => AuditPage),
  },
];
