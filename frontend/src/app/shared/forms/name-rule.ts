import { type SchemaPath, validate } from '@angular/forms/signals';

/** Checks a name while it is typed. @param problemOf what is wrong with it; undefined if nothing is */
export function nameRule(path: SchemaPath<string>, problemOf: (name: string) => string | undefined): void {
  validate(path, ({ value }) => {
    const message = problemOf(value());
    return message === undefined ? undefined : { kind: 'name', message };
  });
}
