/** What is needed once a password is typed: loaded then, since most pages are opened by whoever is logged in. */
export { checkNewPassword } from './check-new-password.ts';
export { newPassword } from './login-proof.ts';
export { PasswordProver } from './password-prover.ts';
