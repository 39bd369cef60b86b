import {
  ANNOUNCEMENTS,
  ListedCommand,
  ParleyError,
  roleOf,
  type CommandResult,
  type ServerCommand,
  type User,
  type Uuid,
} from '@parley/protocol';
import * as z from 'zod/mini';
import type { Context } from '../context.ts';
import type { Author } from '../log/command.ts';
import { checkSignature, type SignatureContext } from './check-signature.ts';
import { fitsRole } from './fits-role.ts';
import { inProcess } from './in-process.ts';
import { ownValues } from './own-values.ts';
import type { CommandCall, RegisteredCommand } from './registered-command.ts';
import { sayIn, type SayContext } from './say-in.ts';
import { typedParameters } from './typed-parameters.ts';

type RunContext = SayContext & SignatureContext & Pick<Context, 'commandValues'>;

/** Replies of one call. */
const REPLIES = 5;

export interface RunOptions {
  /** Counts a call of a command that is counted. @throws ParleyError `E_RATE_LIMITED` */
  readonly count: () => Promise<void>;
  /** Counts a reply as a message of the caller. @throws ParleyError `E_RATE_LIMITED` */
  readonly take: () => void;
}

/** The commands that a server knows, and how they are run. */
export class ServerCommands {
  readonly #commands = new Map<string, RegisteredCommand>();

  /** @throws Error for two of the same name */
  constructor(commands: readonly RegisteredCommand[]) {
    for (const command of [this.#listing(), ...commands]) {
      if (this.#commands.has(command.name)) throw new Error(`There are two commands ${command.name}.`);
      this.#commands.set(command.name, command);
    }
  }

  /**
   * Runs a command of an account. A signature that is there is checked, whether the command asks for one or not.
   * @throws ParleyError `E_UNKNOWN_COMMAND`, `E_FORBIDDEN`, `E_NOT_A_MEMBER`, `E_RATE_LIMITED`, those of `checkSignature`, and what the command
   *   refuses
   */
  async run(
    context: RunContext,
    author: Author,
    request: ServerCommand,
    options: RunOptions,
  ): Promise<CommandResult> {
    const command = this.#commands.get(request.name);
    if (command === undefined) throw new ParleyError('E_UNKNOWN_COMMAND');
    const [who] = await context.users.byUid([author.uid]);
    if (who === undefined || !mayRun(who, command)) throw new ParleyError('E_FORBIDDEN');
    if (request.signature === undefined && command.signed) throw new ParleyError('E_COMMAND_SIGNATURE');
    const begin =
      request.signature === undefined
        ? () => Promise.resolve()
        : await checkSignature(context, { who, device: author.device }, request);
    await checkMember(context, who.uid, request.conversation);
    const call = callOf(context, who, command, request, options);
    if (command.isCounted === true) await options.count();
    return { name: command.name, ...(await command.run({ ...call, begin })) };
  }

  #listing(): RegisteredCommand {
    return inProcess({
      name: 'list_commands',
      help: 'lists all commands',
      parameters: z.object({}),
      result: z.object({ commands: z.array(ListedCommand) }),
      words: ({ commands }) => commands.map(({ name, help }) => `${name}: ${help}`).join('\n'),
      run: (_, { who }) => ({ commands: this.#listed(who) }),
    });
  }

  #listed(who: User): ListedCommand[] {
    const listed = [...this.#commands.values()].map((command) => {
      const { name, help, signed, parameters, result } = command;
      const allowed = mayRun(who, command);
      return { name, help, who: [...command.who], signed, allowed, parameters, result };
    });
    return listed.sort((a, b) => (a.name < b.name ? -1 : 1));
  }
}

function mayRun(user: User, { who }: RegisteredCommand): boolean {
  return who.some((role) => fitsRole(user, role));
}

/** A command must not tell, nor write, where its caller is not. */
async function checkMember(
  { conversations }: Pick<Context, 'conversations'>,
  uid: Uuid,
  conversation: Uuid | undefined,
): Promise<void> {
  if (conversation === undefined || conversation === ANNOUNCEMENTS) return;
  const state = await conversations.state(conversation, [uid]);
  if (state === undefined || roleOf(state, uid) === null) throw new ParleyError('E_NOT_A_MEMBER');
}

function callOf(
  context: RunContext,
  who: User,
  { name, parameters: schema }: RegisteredCommand,
  { text, parameters, conversation }: ServerCommand,
  { take }: RunOptions,
): Omit<CommandCall, 'begin'> {
  let replies = 0;
  return {
    who,
    conversation,
    parameters: parameters ?? typedParameters(text ?? '', schema),
    values: ownValues(context.commandValues, name),
    reply: async (said) => {
      if (conversation === undefined)
        throw new ParleyError('E_BAD_REQUEST', { message: 'There is no conversation to reply into.' });
      if (++replies > REPLIES) throw new ParleyError('E_RATE_LIMITED');
      take();
      // Everyone sees which words are the command's.
      await sayIn(context, who.uid, conversation, `/${name}: ${said}`);
    },
  };
}
