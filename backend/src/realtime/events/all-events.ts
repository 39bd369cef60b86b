import type { EventHandlers } from './event-handler.ts';
import { broadcastMessage } from './broadcast-message.ts';
import { command } from './command.ts';
import { delivered } from './delivered.ts';
import { groupMessage } from './group-message.ts';
import { heads } from './heads.ts';
import { privateMessage } from './private-message.ts';
import { read } from './read.ts';
import { reauthenticate } from './reauthenticate.ts';
import { sync } from './sync.ts';
import { typing } from './typing.ts';

/** The handler of each event; the compiler checks that none is missing. */
export const EVENT_HANDLERS: EventHandlers = {
  privateMessage,
  groupMessage,
  broadcastMessage,
  sync,
  heads,
  reauthenticate,
  command,
  delivered,
  read,
  typing,
};
