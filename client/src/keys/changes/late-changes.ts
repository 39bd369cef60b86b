import { lateCode } from '../../platform/late-code.ts';

/** Loads what changes an account's keys. @throws NoAnswerError */
export const lateChanges = lateCode(() => import('./changes.ts'));
