import {
  asItCame,
  type Entry,
  type Head,
  type MarksMoved,
  type Parser,
  type PresenceBatch,
  SERVER_EVENTS,
  type ServerEventName,
  type Typing,
  type Uuid,
} from '@parley/protocol';

/** Events of the server, validated. */
export interface ServerEventListener {
  entry(entry: Entry): void;
  head(head: Head): void;
  marks(moved: MarksMoved): void;
  presence(batch: PresenceBatch): void;
  typing(typing: Typing): void;
  keyLogGrown(uid: Uuid, seq: number): void;
  vaultChanged(version: number): void;
}

type Tell = (listener: ServerEventListener, payload: unknown) => void;

/** Validates events and passes them on. Invalid ones are dropped: the next comparison of heads brings their contents. */
function checked<T>(parser: Parser<T>, tell: (listener: ServerEventListener, data: T) => void): Tell {
  return (listener, payload) => {
    const parsed = asItCame(parser, payload);
    if (parsed.success) tell(listener, parsed.data);
  };
}

/** The handlers by event name. */
export const dispatch: Readonly<Record<ServerEventName, Tell>> = {
  response: checked(SERVER_EVENTS.response, (listener, entry) => listener.entry(entry)),
  newgrp: checked(SERVER_EVENTS.newgrp, (listener, { head }) => listener.head(head)),
  updateDeliveryStatusOnConnection: checked(
    SERVER_EVENTS.updateDeliveryStatusOnConnection,
    (listener, moved) => listener.marks(moved),
  ),
  onlineStatus: checked(SERVER_EVENTS.onlineStatus, (listener, batch) => listener.presence(batch)),
  typing: checked(SERVER_EVENTS.typing, (listener, typing) => listener.typing(typing)),
  keyLogGrown: checked(SERVER_EVENTS.keyLogGrown, (listener, { uid, seq }) => listener.keyLogGrown(uid, seq)),
  vaultChanged: checked(SERVER_EVENTS.vaultChanged, (listener, { version }) =>
    listener.vaultChanged(version),
  ),
  // The connection itself ends with it.
  'token-expired': () => undefined,
};
