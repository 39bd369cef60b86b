import type { Logger } from '../../logging/logger.ts';
import type { Connection } from '../connections.ts';
import type { Memberships } from '../delivery/memberships.ts';
import type { Presence } from '../presence/presence.ts';
import type { Admission } from './admission.ts';

export interface EnterParts {
  readonly admission: Admission;
  readonly memberships: Memberships;
  readonly presence: Presence;
  readonly logger: Logger;
}

/** An admitted connection joins its rooms, and its user is online. */
export function enter(connection: Connection, parts: EnterParts): void {
  const { data } = connection;
  parts.admission.opened(data.uid);
  data.entered = joinAll(connection, parts);
  data.entered.catch((error: unknown) => {
    parts.logger.warn({ err: error }, 'socket closed');
    connection.close();
  });
}

/** A connection is gone, and perhaps its user. */
export function leave({ data: { uid } }: Connection, { admission, presence, logger }: EnterParts): void {
  admission.closed(uid);
  presence.left(uid).catch((error: unknown) => logger.warn({ err: error }, 'last seen was not kept'));
}

async function joinAll(connection: Connection, { memberships, presence }: EnterParts): Promise<void> {
  const { uid } = connection.data;
  await Promise.all([presence.arrived(uid), memberships.enter(connection)]);
  await presence.show(uid);
}
