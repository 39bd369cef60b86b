import {
  ANNOUNCEMENTS,
  type ClientEventName,
  type EventRequest,
  type Scopes,
  type Uuid,
} from '@parley/protocol';
import { checkScopes, type Needed } from '../../domain/machines/scopes.ts';

interface EventScope<Name extends ClientEventName> {
  readonly needs: Needed;
  /** Where it does something. */
  readonly where: (request: EventRequest<Name>) => readonly Uuid[];
}

const nowhere = () => [];
const inOne = ({ conversation }: { readonly conversation: Uuid }) => [conversation];
const inEach = ({ marks }: { readonly marks: readonly { readonly conversation: Uuid }[] }) =>
  marks.map(({ conversation }) => conversation);

/** What each event needs of a machine; the compiler checks that none is missing. */
const EVENT_SCOPES: { readonly [Name in ClientEventName]: EventScope<Name> } = {
  privateMessage: { needs: 'write', where: inOne },
  groupMessage: { needs: 'write', where: inOne },
  broadcastMessage: { needs: 'write', where: () => [ANNOUNCEMENTS] },
  sync: { needs: 'read', where: inOne },
  // What it may not read is left out of the answer.
  heads: { needs: 'read', where: nowhere },
  reauthenticate: { needs: 'nothing', where: nowhere },
  command: {
    needs: 'write',
    where: ({ conversation }) => (conversation === undefined ? [] : [conversation]),
  },
  // Marks belong to receiving: they say nothing else.
  delivered: { needs: 'read', where: inEach },
  read: { needs: 'read', where: inEach },
  typing: { needs: 'write', where: inOne },
};

/** @throws ParleyError `E_SCOPE` for an event that a machine may not send, or not there */
export function checkEventScopes<Name extends ClientEventName>(
  scopes: Scopes | undefined,
  name: Name,
  request: EventRequest<Name>,
): void {
  const { needs, where }: EventScope<Name> = EVENT_SCOPES[name];
  checkScopes(scopes, needs, where(request));
}
