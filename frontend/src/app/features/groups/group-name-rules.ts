import { maxLength, minLength, required, type SchemaPath } from '@angular/forms/signals';
import { LIMITS } from '@parley/protocol';

export function groupNameRules(path: SchemaPath<string>): void {
  required(path, { message: 'Name the group.' });
  minLength(path, LIMITS.groupNameMin, { message: `At least ${LIMITS.groupNameMin} characters.` });
  maxLength(path, LIMITS.groupNameMax, { message: `At most ${LIMITS.groupNameMax} characters.` });
}
