import type { Ack, ClientEventName, EventResponse, ServerEventData, ServerEventName } from '@parley/protocol';
import type { Connection } from '../connections.ts';

/** The way out to one client. */
export interface Outlet {
  /** Bytes that wait to be sent. */
  readonly unsentBytes: number;
  /** Sends a text frame. */
  send(text: string): void;
  /** Resolves when little waits, or the connection is closed. */
  drained(): Promise<void>;
}

/** What somebody who speaks for one connection works with. */
export interface SpeechParts {
  readonly connection: Connection;
  readonly outlet: Outlet;
  /** Events are to be given in the order in which their frames came. */
  readonly answer: <Name extends ClientEventName>(
    name: Name,
    input: unknown,
  ) => Promise<Ack<EventResponse<Name>>>;
}

/** Translates between the frames of one connection and its events. Nothing here may throw or reject. */
export interface Speech {
  /** A text frame came. Resolves when it is answered. */
  heard(text: string): Promise<void>;
  told<Name extends ServerEventName>(name: Name, data: ServerEventData<Name>): void;
}

/** What the connections of a gateway speak. */
export interface Language {
  /**
   * Reads the parameters of a connection that is not open yet.
   * @throws ParleyError `E_BAD_REQUEST`
   */
  prepare(query: URLSearchParams): (parts: SpeechParts) => Speech;
}
