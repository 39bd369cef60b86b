import { maxLength, minLength, required, type SchemaPath, validate } from '@angular/forms/signals';
import { isReservedUsername, LIMITS } from '@parley/protocol';

/** The server's rules for accounts, checked during typing. The server decides. */
export function usernameRules(path: SchemaPath<string>): void {
  required(path, { message: 'Choose a username.' });
  const { usernameMin, usernameMax } = LIMITS;
  // Spaces around it are trimmed on submit: phone keyboards add one after a completed word.
  const inside = (check: (username: string) => boolean, message: string) =>
    validate(path, ({ value }) => (check(value().trim()) ? undefined : { kind: 'username', message }));
  inside((name) => !/\s/.test(name), 'Leave out the spaces: use - or _ instead.');
  inside((name) => /^[\w\s-]*$/.test(name), 'Use only letters (without accents), digits, - and _.');
  inside((name) => name.length >= usernameMin, `At least ${usernameMin} characters.`);
  inside((name) => name.length <= usernameMax, `At most ${usernameMax} characters.`);
  inside((name) => !isReservedUsername(name), "You can't use this name. Choose another one.");
}

export function displayNameRules(path: SchemaPath<string>): void {
  required(path, { message: 'Enter the name that others will see.' });
  maxLength(path, LIMITS.displayNameMax, { message: `At most ${LIMITS.displayNameMax} characters.` });
}

export function newPasswordRules(path: SchemaPath<string>): void {
  const { passwordMin, passwordMax } = LIMITS;
  required(path, { message: 'Choose a password.' });
  minLength(path, passwordMin, { message: `At least ${passwordMin} characters. A sentence is fine.` });
  maxLength(path, passwordMax, { message: `At most ${passwordMax} characters.` });
}
