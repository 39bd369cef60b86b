/** What is needed once a password is typed: loaded then, since most pages are opened by whoever is logged in. */
export { changePassword } from './change-password.ts';
export { checkedPassword } from './checked-password.ts';
export { PasswordProver } from './password-prover.ts';
export { removeAccount } from './remove-account.ts';
export { register } from './register.ts';
