import type { EventHandler } from './event-handler.ts';

/** A server command that a user typed. */
export const command: EventHandler<'command'> = (context, { data }, { name, text }) =>
  context.commands.run(name, text ?? '', data.uid);
