import { maxLength, minLength, pattern, required, type SchemaPath, validate } from '@angular/forms/signals';
import { isReservedUsername, LIMITS } from '@parley/protocol';

/** The server's rules for accounts, said while one types. The server decides. */
export function usernameRules(path: SchemaPath<string>): void {
  required(path, { message: 'Choose a username.' });
  const { usernameMin, usernameMax } = LIMITS;
  minLength(path, usernameMin, { message: `At least ${usernameMin} characters.` });
  maxLength(path, usernameMax, { message: `At most ${usernameMax} characters.` });
  pattern(path, /^[A-Za-z0-9_-]*$/, { message: 'Use only letters, digits, - and _.' });
  validate(path, ({ value }) =>
    isReservedUsername(value())
      ? { kind: 'reserved', message: "You can't use this name. Choose another one." }
      : undefined,
  );
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
