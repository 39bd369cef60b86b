import { ServerCommand } from '@parley/protocol';
import { handler } from '../event-handler.ts';

/** A server command, typed by somebody. */
export const command = handler<'command'>(ServerCommand, (context, { data }, { name, text }) =>
  context.commands.run(name, text ?? '', data.uid),
);
