import { ParleyError, type CommandResult, type Uuid } from '@parley/protocol';

/** The handler of a server command: gets its text and the user. */
type CommandHandler = (text: string, uid: Uuid) => string | Promise<string>;

export interface CommandInfo {
  readonly name: string;
  /** One line, for `list_commands`. */
  readonly description: string;
  readonly run: CommandHandler;
}

/** The commands that a server knows; a deployment registers its own. */
export class ServerCommands {
  readonly #commands = new Map<string, CommandInfo>();

  constructor(commands: readonly CommandInfo[] = []) {
    this.register({ name: 'list_commands', description: 'lists all commands', run: () => this.#list() });
    for (const command of commands) this.register(command);
  }

  /** @throws Error for a name that is taken */
  register(command: CommandInfo): void {
    if (this.#commands.has(command.name)) throw new Error(`there is a command ${command.name} already`);
    this.#commands.set(command.name, command);
  }

  /** @throws ParleyError `E_UNKNOWN_COMMAND` */
  async run(name: string, text: string, uid: Uuid): Promise<CommandResult> {
    const command = this.#commands.get(name);
    if (command === undefined) throw new ParleyError('E_UNKNOWN_COMMAND');
    return { name, text: await command.run(text, uid) };
  }

  #list(): string {
    return [...this.#commands.values()]
      .map(({ name, description }) => `${name}: ${description}`)
      .sort()
      .join('\n');
  }
}
