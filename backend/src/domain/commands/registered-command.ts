import type { CommandParameters, CommandRole, Json, User, Uuid } from '@parley/protocol';
import type { OwnValues } from './own-values.ts';

/** What a command gets with each call. */
export interface CommandCall {
  readonly who: User;
  /** Where it was typed; the caller is a member there. */
  readonly conversation: Uuid | undefined;
  readonly parameters: CommandParameters;
  /**
   * Says something where it was typed, in the name of the caller.
   * @throws ParleyError `E_SEALED` where the server cannot write, `E_BAD_REQUEST` where the command was typed nowhere, and what
   *   the caller would be refused with
   */
  readonly reply: (text: string) => Promise<void>;
  readonly values: OwnValues;
  /**
   * Called before anything is done: a signed command counts from here on.
   * @throws ParleyError `E_COMMAND_REPLAYED`
   */
  readonly begin: () => Promise<void>;
}

/** What a command answers to its caller. */
export interface CommandAnswer {
  readonly text: string;
  readonly result: Json;
}

/** A server command: one of the built-in ones, or a module of the deployment. */
export interface RegisteredCommand {
  readonly name: string;
  /** One line. */
  readonly help: string;
  /** Who may run it: any of these is enough. */
  readonly who: readonly CommandRole[];
  /** Whether it is refused without a signature. */
  readonly signed: boolean;
  /** Whether its calls count against a limit of their own: they cost more than an answer. */
  readonly isCounted?: boolean;
  /** JSON Schema. */
  readonly parameters: Json;
  /** JSON Schema. */
  readonly result: Json;
  /** @throws ParleyError `E_BAD_REQUEST` for wrong parameters, `E_COMMAND_FAILED`, `E_COMMAND_TIMEOUT`, `E_RATE_LIMITED` */
  run(call: CommandCall): Promise<CommandAnswer>;
}
