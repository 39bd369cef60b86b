import { maxLength, required, type SchemaPath, validate } from '@angular/forms/signals';
import { LIMITS } from '@parley/protocol';

/**
 * Checks the name of a conversation while it is typed, and tells the field how long it may be.
 * @param problemOf what is wrong with it; undefined if nothing is
 */
export function nameRule(path: SchemaPath<string>, problemOf: (name: string) => string | undefined): void {
  validate(path, ({ value }) => {
    const message = problemOf(value());
    return message === undefined ? undefined : { kind: 'name', message };
  });
  // For the native attributes: what is wrong is said above, once.
  required(path, { error: [] });
  maxLength(path, LIMITS.groupNameMax, { error: [] });
}
