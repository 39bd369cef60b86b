import type { KeysState } from '../ports/keys/account-keys.ts';
import type { Opening } from './open-own-account.ts';

/** Why a vault does not open here. */
export type Closed = Extract<KeysState, { readonly kind: 'locked' }>['because'];

/** What a page says of an account that did not open. */
export function stateOf(opening: Exclude<Opening, { readonly kind: 'open' }>, because: Closed): KeysState {
  switch (opening.kind) {
    case 'keyless':
      return { kind: 'keyless' };
    case 'locked':
      return { kind: 'locked', because };
    case 'refused':
      return alarmOf(opening);
  }
}

function alarmOf({ problem, shown }: Extract<Opening, { readonly kind: 'refused' }>): KeysState {
  return { kind: 'alarm', problem, ...(shown !== undefined && { shown }) };
}
