/** What a user seldom does with their keys: loaded when they do. */
export { changeOwnIdentity, resetOwnIdentity } from './change-own-identity.ts';
export { recoverFormer } from './recover-former.ts';
export { RecoveryChanges } from './recovery-changes.ts';
export { unlockAccount } from '../unlock-account.ts';
