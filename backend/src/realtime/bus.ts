import type { Entry, Typing, Uuid } from '@parley/protocol';
import type { Moved } from '../domain/conversations/conversation-store.ts';

/** What nodes tell each other. All of it heals by itself when it is lost. */
export type BusMessage =
  | { readonly kind: 'entry'; readonly entry: Entry }
  | { readonly kind: 'marks'; readonly moved: readonly Moved[] }
  | { readonly kind: 'sessionsEnded'; readonly sids: readonly Uuid[] }
  | { readonly kind: 'typing'; readonly typing: Typing; readonly hiddenFrom: readonly Uuid[] };

/** How nodes tell each other. */
export interface Bus {
  /** To all other nodes; never throws. */
  send(message: BusMessage): void;
  listen(listener: (message: BusMessage) => void): void;
}

/** A node on its own has nobody to tell. */
export const NO_BUS: Bus = { send: () => undefined, listen: () => undefined };
