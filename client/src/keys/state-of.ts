import type { KeysState } from '../ports/keys/account-keys.ts';
import type { Opening } from './open-own-account.ts';

/** What a page says of an account that did not open. */
export function stateOf(
  opening: Exclude<Opening, { readonly kind: 'open' }>,
  hasPassword: boolean,
): KeysState {
  switch (opening.kind) {
    case 'keyless':
      return { kind: 'keyless' };
    case 'locked':
      return { kind: 'locked', because: hasPassword ? 'otherPassword' : 'nothingHere' };
    case 'refused':
      return { kind: 'alarm', problem: opening.problem };
  }
}
