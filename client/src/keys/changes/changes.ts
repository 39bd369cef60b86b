/** What changes an account's keys, which most starts do not: loaded when something is to be changed. */
export { addDevice, revokeDevice } from '../device/add-device.ts';
export { changeVault } from './change-vault.ts';
export { firstKeys, storeFirstKeys } from './make-first-keys.ts';
export { putBackEntries } from './put-back-entries.ts';
export { putOver, withAside, withKept } from './put-back-vault.ts';
export { underPassword } from './under-password.ts';
export { provePassword } from '../prove-password.ts';
