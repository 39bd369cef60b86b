import type { EngineConnection } from './engine-connection.ts';
import type { EngineLine } from './engine-line.ts';
import { PollingLine } from './polling-line.ts';
import { SocketLine } from './socket-line.ts';

export function lineOf(connection: EngineConnection): EngineLine {
  const { transport } = connection;
  return transport.name === 'polling'
    ? new PollingLine(connection, transport)
    : new SocketLine(connection, transport);
}
