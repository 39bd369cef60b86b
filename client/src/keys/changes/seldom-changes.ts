/** What users seldom do with their keys: loaded when they do. */
export { RecoveryChanges } from './recovery-changes.ts';
export { SessionChanges } from './session-changes.ts';
