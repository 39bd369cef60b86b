import { Entry, MarksMoved, NewGroup, PresenceBatch, Typing, type Head } from '@parley/protocol';
import type { ServerEventName } from './transport.ts';

/** What the server tells without being asked, checked. */
export interface ServerEventListener {
  entry(entry: Entry): void;
  head(head: Head): void;
  marks(moved: MarksMoved): void;
  presence(batch: PresenceBatch): void;
  typing(typing: Typing): void;
}

/** Checks what came and hands it on. What has no known form is dropped: the next comparison of heads brings what was in it. */
export function dispatch(listener: ServerEventListener, name: ServerEventName, payload: unknown): void {
  switch (name) {
    case 'response':
      ifValid(Entry.safeParse(payload), (entry) => listener.entry(entry));
      break;
    case 'newgrp':
      ifValid(NewGroup.safeParse(payload), ({ head }) => listener.head(head));
      break;
    case 'updateDeliveryStatusOnConnection':
      ifValid(MarksMoved.safeParse(payload), (moved) => listener.marks(moved));
      break;
    case 'onlineStatus':
      ifValid(PresenceBatch.safeParse(payload), (batch) => listener.presence(batch));
      break;
    case 'typing':
      ifValid(Typing.safeParse(payload), (typing) => listener.typing(typing));
      break;
    case 'token-expired':
      break; // The connection itself ends with it.
  }
}

type Parsed<T> = { readonly success: true; readonly data: T } | { readonly success: false };

function ifValid<T>(parsed: Parsed<T>, act: (value: T) => void): void {
  if (parsed.success) act(parsed.data);
}
