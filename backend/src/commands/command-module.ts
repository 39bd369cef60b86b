import { ParleyError } from '@parley/protocol';
import type { CommandAnswer, CommandCall, RegisteredCommand } from '../domain/commands/registered-command.ts';
import type { Logger } from '../logging/logger.ts';
import type { CallTurns } from './call-turns.ts';
import { CommandThread } from './command-thread.ts';
import type { SpareThreads } from './spare-threads.ts';
import type { DescribedCommand } from './thread-messages.ts';

interface ModuleOptions {
  readonly logger: Logger;
  /** Those of all modules. */
  readonly turns: CallTurns;
  readonly spare: SpareThreads;
}

/**
 * A module of the deployment. Each call has a thread to itself that ends with it: what a command leaves behind, such as a promise that nobody
 * awaits, must not go on in the next caller's name. One thread is kept ready. Those whose call was refused for its parameters have run
 * nothing and go back, as far as there is room, so that wrong calls start no threads.
 */
export class CommandModule {
  readonly #url: string;
  readonly #logger: Logger;
  readonly #spare: SpareThreads;
  readonly #threads = new Set<CommandThread>();
  readonly #ready: Promise<CommandThread>[] = [];
  #isStopped = false;
  readonly commands: readonly RegisteredCommand[];

  private constructor(
    url: string,
    { logger, turns, spare }: ModuleOptions,
    thread: CommandThread,
    commands: readonly DescribedCommand[],
  ) {
    this.#url = url;
    this.#logger = logger;
    this.#spare = spare;
    this.#threads.add(thread);
    this.#ready.push(Promise.resolve(thread));
    this.commands = commands.map((command) => ({
      ...command,
      isCounted: true,
      // One call of each caller at a time: whoever hangs takes no more than one thread.
      run: (call) => turns.run(call.who.uid, () => this.#run(command, call)),
    }));
  }

  /** @throws Error that says why the module cannot be used */
  static async load(url: string, options: ModuleOptions): Promise<CommandModule> {
    const { thread, commands } = await CommandThread.start(url);
    return new CommandModule(url, options, thread, commands);
  }

  async stop(): Promise<void> {
    this.#isStopped = true;
    await Promise.allSettled(this.#ready);
    await Promise.all([...this.#threads].map((thread) => thread.stop()));
  }

  async #run(command: DescribedCommand, call: CommandCall): Promise<CommandAnswer> {
    try {
      await call.begin();
      return await this.#runAlone(command, call);
    } catch (error) {
      if (error instanceof ParleyError && error.code !== 'E_COMMAND_TIMEOUT') throw error;
      this.#logger.warn({ err: error, command: command.name }, 'a command of the deployment failed');
      throw error instanceof ParleyError ? error : new ParleyError('E_COMMAND_FAILED', { cause: error });
    }
  }

  async #runAlone(command: DescribedCommand, call: CommandCall): Promise<CommandAnswer> {
    const thread = await this.#next();
    try {
      return await thread.run(command, call);
    } finally {
      this.#done(thread);
    }
  }

  #done(thread: CommandThread): void {
    if (thread.isFresh && !this.#isStopped && this.#spare.keep()) {
      this.#ready.push(Promise.resolve(thread));
      return;
    }
    this.#threads.delete(thread);
    void thread.stop();
  }

  /** A thread that is ready, unless it died meanwhile. If it was the last one, another one is made ready. */
  async #next(): Promise<CommandThread> {
    const ready = this.#ready.shift();
    if (this.#ready.length === 0) this.#makeReady();
    else this.#spare.used();
    const thread = await ready?.catch(() => undefined);
    return thread?.isAlive === true ? thread : this.#start();
  }

  #makeReady(): void {
    const ready = this.#start();
    // Whoever takes it hears of that.
    ready.catch(() => undefined);
    this.#ready.push(ready);
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
