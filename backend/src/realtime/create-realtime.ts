import { builtinCommands } from '../domain/commands/builtin-commands.ts';
import type { RegisteredCommand } from '../domain/commands/registered-command.ts';
import { ServerCommands } from '../domain/commands/server-commands.ts';
import type { Context } from '../domain/context.ts';
import type { CallerLimit } from '../domain/limits/caller-limit.ts';
import type { Rate } from '../security/limits/token-bucket.ts';
import type { Admission } from './admission/admission.ts';
import { admit } from './admission/admit.ts';
import { enter, leave } from './admission/enter.ts';
import type { Connections } from './connections.ts';
import type { Delivery } from './create-delivery.ts';
import { answerEvent, type AnswerOptions } from './events/answer-event.ts';
import type { EventContext } from './events/event-handler.ts';
import { MessageLimit } from './events/message-limit.ts';
import { PageTurns } from './events/page-turns.ts';

/** How many keys of epochs and notes of new keys a user may send: a change of members in some groups at once, in up to ten parts each. */
const KEYS: Rate = { perSecond: 5, burst: 40 };

export interface RealtimeOptions extends AnswerOptions {
  readonly connections: Connections;
  readonly delivery: Delivery;
  readonly admission: Admission;
  /** Of a user, as it is now; `perSecond: 0` for no limit. */
  readonly messageRate: () => Rate;
  /** The oldest version of the protocol that clients may speak. */
  readonly oldestClient: number;
  /** Characters of payloads in a page, `LIMITS.pageBytes` unless a simulation wants many pages. */
  readonly pageBytes: number;
  readonly version: string;
  /** Server commands of this deployment. */
  readonly commands: readonly RegisteredCommand[];
  /** For those of them that are counted. */
  readonly commandLimit: CallerLimit;
  /** Resolves in a later turn of the event loop. */
  readonly nextTurn: () => Promise<void>;
}

/** The live part of a server. */
export interface Realtime {
  /** Runs the tasks of the tick, once a second. */
  tick(): Promise<void>;
}

/** Connects the connections of clients with the use cases: who is admitted, and what their events do. */
export function createRealtime(context: Context, options: RealtimeOptions): Realtime {
  const { connections, delivery } = options;
  const { messageRate } = options;
  const messageLimit = new MessageLimit(messageRate, context.clock);
  const keyRate = () => (messageRate().perSecond === 0 ? messageRate() : KEYS);
  const keyLimit = new MessageLimit(keyRate, context.clock);
  const eventContext: EventContext = {
    ...context,
    messageLimit,
    keyLimit,
    commandLimit: options.commandLimit,
    typing: delivery.typing,
    commands: commandsOf(options),
    pages: new PageTurns(options.nextTurn),
    pageBytes: options.pageBytes,
  };
  const members = { ...options, ...delivery };
  connections.serve({
    admit: (handshake) => admit(context, handshake, options),
    opened: (connection) => enter(connection, members),
    answer: (connection, name, input) => answerEvent(eventContext, connection, { name, input }, options),
    closed: (connection) => leave(connection, members),
  });
  return {
    tick: async () => {
      messageLimit.tick();
      keyLimit.tick();
      await delivery.tick();
    },
  };
}

function commandsOf({ version, delivery, commands }: RealtimeOptions): ServerCommands {
  const uptime = () => process.uptime();
  const userCount = () => delivery.presence.count;
  return new ServerCommands([...builtinCommands({ version, uptime, userCount }), ...commands]);
}
