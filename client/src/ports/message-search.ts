import type { SearchRequest } from '@parley/protocol';
import type { MessageItem } from '../model/timeline.ts';

/** What messages are looked for; each filter that is there must fit. */
export type MessageFilter = Pick<
  SearchRequest,
  'words' | 'sender' | 'link' | 'mentionsMe' | 'pinned' | 'since' | 'until'
>;

/** Where messages were looked for. */
export type SearchedPlace =
  /** The server's index follows the conversation: how far it is, and how far that goes. */
  | { readonly kind: 'server'; readonly indexed: number; readonly head: number }
  /** What this device holds, as the server can't read it: back to the entry of this time. What lies before is fetched for a further page. */
  | { readonly kind: 'device'; readonly backTo: number | undefined };

/** Messages that were found, the newest first. */
export interface FoundMessages {
  readonly messages: readonly MessageItem[];
  /** There may be more: search again with this as `before`. */
  readonly next: number | undefined;
  /** What `next` leads to is not on this device, and would have to be fetched and opened. */
  readonly isFar: boolean;
  readonly place: SearchedPlace;
}
