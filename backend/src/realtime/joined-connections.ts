import type { ServerEventData, ServerEventName } from '@parley/protocol';
import type { Connection, ConnectionHandler, Connections, TellOptions } from './connections.ts';

/** Connections that several carry, as if one did. */
export class JoinedConnections implements Connections {
  readonly #carriers: readonly Connections[];

  constructor(carriers: readonly Connections[]) {
    this.#carriers = carriers;
  }

  serve(handler: ConnectionHandler): void {
    for (const carrier of this.#carriers) carrier.serve(handler);
  }

  all(): readonly Connection[] {
    return this.#carriers.flatMap((carrier) => carrier.all());
  }

  in(room: string): readonly Connection[] {
    return this.#carriers.flatMap((carrier) => carrier.in(room));
  }

  sizeOf(room: string): number {
    return this.#carriers.reduce((sum, carrier) => sum + carrier.sizeOf(room), 0);
  }

  tell<Name extends ServerEventName>(
    room: string,
    name: Name,
    data: ServerEventData<Name>,
    options?: TellOptions,
  ): void {
    for (const carrier of this.#carriers) carrier.tell(room, name, data, options);
  }
}
