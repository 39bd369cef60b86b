import { LIMITS } from '@parley/protocol';

/** What is wrong with the name of a group; undefined if nothing is. */
export function groupNameProblem(name: string): string | undefined {
  if (name === '') return 'Name the group.';
  if (name.length < LIMITS.groupNameMin) return `At least ${LIMITS.groupNameMin} characters.`;
  return name.length > LIMITS.groupNameMax ? `At most ${LIMITS.groupNameMax} characters.` : undefined;
}
