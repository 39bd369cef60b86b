import { ParleyError, type Uuid } from '@parley/protocol';
import type { CommandAnswer, CommandCall, RegisteredCommand } from '../domain/commands/registered-command.ts';
import type { Logger } from '../logging/logger.ts';
import { CommandThread } from './command-thread.ts';
import type { DescribedCommand } from './thread-messages.ts';

/** Calls of one module at a time, each in a thread of its own. */
const THREADS = 4;
/** When a caller who was refused may try again, in ms. */
const RETRY = 1_000;

/** A module of the deployment, with the threads that run its commands. */
export class CommandModule {
  readonly #url: string;
  readonly #logger: Logger;
  readonly #callers = new Set<Uuid>();
  readonly #idle: CommandThread[] = [];
  readonly #busy = new Set<CommandThread>();
  /** Threads that are running, or are being started. */
  #count = 1;
  #isStopped = false;
  readonly commands: readonly RegisteredCommand[];

  private constructor(
    url: string,
    logger: Logger,
    thread: CommandThread,
    commands: readonly DescribedCommand[],
  ) {
    this.#url = url;
    this.#logger = logger;
    this.#idle.push(thread);
    this.commands = commands.map((command) => ({ ...command, run: (call) => this.#run(command, call) }));
  }

  /** @throws Error that says why the module cannot be used */
  static async load(url: string, logger: Logger): Promise<CommandModule> {
    const { thread, commands } = await CommandThread.start(url);
    return new CommandModule(url, logger, thread, commands);
  }

  async stop(): Promise<void> {
    this.#isStopped = true;
    await Promise.all([...this.#idle, ...this.#busy].map((thread) => thread.stop()));
  }

  /** One call of each caller at a time: whoever hangs takes no more than one thread. */
  async #run(command: DescribedCommand, call: CommandCall): Promise<CommandAnswer> {
    const { uid } = call.who;
    if (this.#callers.has(uid)) throw new ParleyError('E_RATE_LIMITED', { retryAfterMs: RETRY });
    this.#callers.add(uid);
    try {
      return await this.#runIn(await this.#free(), command, call);
    } catch (error) {
      if (error instanceof ParleyError && error.code !== 'E_COMMAND_TIMEOUT') throw error;
      this.#logger.warn({ err: error, command: command.name }, 'a command of the deployment failed');
      throw error instanceof ParleyError ? error : new ParleyError('E_COMMAND_FAILED', { cause: error });
    } finally {
      this.#callers.delete(uid);
    }
  }

  async #runIn(thread: CommandThread, command: DescribedCommand, call: CommandCall): Promise<CommandAnswer> {
    this.#busy.add(thread);
    try {
      return await thread.run(command, call);
    } finally {
      this.#busy.delete(thread);
      this.#giveBack(thread);
    }
  }

  async #free(): Promise<CommandThread> {
    for (let idle = this.#idle.pop(); idle !== undefined; idle = this.#idle.pop()) {
      if (idle.isAlive) return idle;
      this.#count--;
    }
    if (this.#count >= THREADS) throw new ParleyError('E_RATE_LIMITED', { retryAfterMs: RETRY });
    return this.#start();
  }

  async #start(): Promise<CommandThread> {
    this.#count++;
    try {
      return (await CommandThread.start(this.#url)).thread;
    } catch (error) {
      this.#count--;
      throw error;
    }
  }

  /** One thread is kept ready. */
  #giveBack(thread: CommandThread): void {
    if (thread.isAlive && this.#idle.length === 0 && !this.#isStopped) {
      this.#idle.push(thread);
      return;
    }
    this.#count--;
    void thread.stop();
    if (this.#idle.length === 0 && !this.#isStopped) void this.#restart();
  }

  async #restart(): Promise<void> {
    try {
      const thread = await this.#start();
      if (this.#isStopped) await thread.stop();
      else this.#idle.push(thread);
    } catch (error) {
      this.#logger.error({ err: error, module: this.#url }, 'a module of commands does not load any more');
    }
  }
}
