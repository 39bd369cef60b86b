import * as z from 'zod';

/** What a module of COMMANDS_DIR imports as `@parley/backend/command`. */
export { z };

type Role = 'everyone' | 'people' | 'machines' | 'administrators';

/** What a command of this deployment keeps, under its own name. Values are JSON. */
export interface CommandStore {
  get(key: string): Promise<unknown>;
  set(key: string, value: unknown): Promise<void>;
  /** Sets a value if the one there is still what is expected, undefined for none. Answers whether it was. */
  replace(key: string, expected: unknown, value: unknown): Promise<boolean>;
  remove(key: string): Promise<boolean>;
  /** Up to 1,000 keys that begin with a prefix. @param after the last one that is known */
  keys(prefix?: string, after?: string): Promise<readonly string[]>;
}

/** What a command gets beside its parameters. */
export interface CommandContext {
  readonly who: {
    readonly uid: string;
    readonly username: string;
    readonly displayName: string;
    readonly admin: boolean;
    readonly machine: boolean;
  };
  /** The id of the conversation where it was typed; undefined where it was sent without one. */
  readonly conversation: string | undefined;
  /** Says something there, in the name of the caller, with `/name: ` before it. Five times at most. */
  reply(text: string): Promise<void>;
  readonly store: CommandStore;
  /** Aborts when the time is over, and when the server stops. Soon after that, the thread of this call is ended. */
  readonly signal: AbortSignal;
}

/** A command as its module describes it. */
export interface CommandDefinition<
  Parameters extends z.ZodType = z.ZodType,
  Result extends z.ZodType = z.ZodType,
> {
  /** Lower-case letters, digits and `_`. */
  readonly name: string;
  /** One line, shown while somebody types the command. */
  readonly help?: string;
  /** Who may run it; everyone without it. */
  readonly who?: Role | readonly Role[];
  /** Whether it is refused without a signature. */
  readonly signed?: boolean;
  /** ms, 4,000 at most; 3,000 without it. */
  readonly timeLimit?: number;
  readonly parameters?: Parameters;
  readonly result?: Result;
  run(parameters: z.output<Parameters>, context: CommandContext): z.input<Result> | Promise<z.input<Result>>;
}

const DEFINED = new WeakSet();

/** Describes a command: the default export of a module of COMMANDS_DIR, alone or in an array. */
export function command<
  Parameters extends z.ZodType = z.ZodType<Record<string, unknown>>,
  Result extends z.ZodType = z.ZodType,
>(definition: CommandDefinition<Parameters, Result>): CommandDefinition<Parameters, Result> {
  DEFINED.add(definition);
  return definition;
}

/** Whether a value was made by `command`. */
export function isDefined(value: unknown): value is CommandDefinition {
  return typeof value === 'object' && value !== null && DEFINED.has(value);
}

/** Thrown, its message is what the caller reads. Any other error is for the operator's log. */
export class CommandRefusal extends Error {
  override readonly name = 'CommandRefusal';
}

/** Ends a command with a sentence for its caller. */
export function refuse(message: string): never {
  throw new CommandRefusal(message);
}
