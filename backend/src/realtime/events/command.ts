import { ServerCommand } from '@parley/protocol';
import type { EventHandler } from '../event-handler.ts';

/** A server command, typed by somebody. */
export const command: EventHandler<'command'> = {
  request: ServerCommand,
  handle: (context, { data }, { name, text }) => context.commands.run(name, text ?? '', data.uid),
};
