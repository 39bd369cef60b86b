import { ParleyError, type Uuid } from '@parley/protocol';
import type { CommandAnswer, CommandCall, RegisteredCommand } from '../domain/commands/registered-command.ts';
import type { Logger } from '../logging/logger.ts';
import { CommandThread } from './command-thread.ts';
import type { DescribedCommand } from './thread-messages.ts';

/** Calls of one module at a time. */
const CALLS = 4;
/** When a caller who was refused may try again, in ms. */
const RETRY = 1_000;

/**
 * A module of the deployment. Each call has a thread to itself that ends with it: what a command leaves behind, such as a promise that nobody
 * awaits, must not go on in the next caller's name. One thread is kept ready.
 */
export class CommandModule {
  readonly #url: string;
  readonly #logger: Logger;
  /** Those with a call that runs. */
  readonly #callers = new Set<Uuid>();
  readonly #threads = new Set<CommandThread>();
  #ready: Promise<CommandThread>;
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
    this.#threads.add(thread);
    this.#ready = Promise.resolve(thread);
    this.commands = commands.map((command) => ({ ...command, run: (call) => this.#run(command, call) }));
  }

  /** @throws Error that says why the module cannot be used */
  static async load(url: string, logger: Logger): Promise<CommandModule> {
    const { thread, commands } = await CommandThread.start(url);
    return new CommandModule(url, logger, thread, commands);
  }

  async stop(): Promise<void> {
    this.#isStopped = true;
    await Promise.allSettled([this.#ready]);
    await Promise.all([...this.#threads].map((thread) => thread.stop()));
  }

  /** One call of each caller at a time: whoever hangs takes no more than one thread. */
  async #run(command: DescribedCommand, call: CommandCall): Promise<CommandAnswer> {
    const { uid } = call.who;
    if (this.#callers.has(uid) || this.#callers.size >= CALLS)
      throw new ParleyError('E_RATE_LIMITED', { retryAfterMs: RETRY });
    this.#callers.add(uid);
    try {
      await call.begin();
      return await this.#runAlone(command, call);
    } catch (error) {
      if (error instanceof ParleyError && error.code !== 'E_COMMAND_TIMEOUT') throw error;
      this.#logger.warn({ err: error, command: command.name }, 'a command of the deployment failed');
      throw error instanceof ParleyError ? error : new ParleyError('E_COMMAND_FAILED', { cause: error });
    } finally {
      this.#callers.delete(uid);
    }
  }

  async #runAlone(command: DescribedCommand, call: CommandCall): Promise<CommandAnswer> {
    const thread = await this.#next();
    try {
      return await thread.run(command, call);
    } finally {
      this.#threads.delete(thread);
      void thread.stop();
    }
  }

  /** The thread that is ready, unless it died meanwhile. Another one is made ready. */
  async #next(): Promise<CommandThread> {
    const ready = this.#ready;
    this.#ready = this.#start();
    // Whoever takes it hears of that.
    this.#ready.catch(() => undefined);
    const thread = await ready.catch(() => undefined);
    return thread?.isAlive === true ? thread : this.#start();
  }

  async #start(): Promise<CommandThread> {
    this.#checkRunning();
    const { thread } = await CommandThread.start(this.#url);
    this.#threads.add(thread);
    return thread;
  }

  #checkRunning(): void {
    if (this.#isStopped) throw new ParleyError('E_SHUTTING_DOWN');
  }
}
