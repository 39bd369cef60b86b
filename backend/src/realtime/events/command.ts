import type { EventHandler } from '../event-handler.ts';

/** A server command, typed by somebody. */
export const command: EventHandler<'command'> = (context, { data }, { name, text }) =>
  context.commands.run(name, text ?? '', data.uid);
