import type { Standing } from './user-store.ts';

/** Whether somebody is an administrator who can log in. */
export function canAdminister({ admin, removed }: Standing): boolean {
  return admin && !removed;
}
