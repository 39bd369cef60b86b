import { Worker } from 'node:worker_threads';
import { isJson, ParleyError } from '@parley/protocol';
import type { CommandAnswer, CommandCall } from '../domain/commands/registered-command.ts';
import { resultText } from '../domain/commands/result-text.ts';
import { isMachine } from '../domain/users/is-machine.ts';
import type { Asked, DescribedCommand, FromThread, ToThread } from './thread-messages.ts';

const MAIN = new URL('./command-thread-main.ts', import.meta.url);
/** How long a module may take to load, in ms. */
const LOADING = 10_000;
/** How long a command may take to end after its time is over. */
const GRACE = 200;
/** Of a result, as JSON. */
const RESULT_BYTES = 64 * 1024;
const MEMORY = { maxOldGenerationSizeMb: 128, maxYoungGenerationSizeMb: 16 };

/** A call that runs in a thread. */
interface Running {
  readonly call: CommandCall;
  readonly settle: PromiseWithResolvers<string>;
}

/** A thread that has loaded one module, and runs one call of its commands, after calls whose parameters do not fit. */
export class CommandThread {
  readonly #worker: Worker;
  readonly #loaded = Promise.withResolvers<readonly DescribedCommand[]>();
  #running: Running | undefined;
  #isAlive = true;
  #isFresh = true;

  /** @param url the module's */
  private constructor(url: string) {
    // Nothing of the server's own settings, which hold secrets.
    this.#worker = new Worker(MAIN, { workerData: url, env: {}, execArgv: [], resourceLimits: MEMORY });
    this.#worker.unref();
    this.#worker.on('message', (message: FromThread) => this.#take(message));
    this.#worker.on('error', (error: unknown) =>
      this.#died(error instanceof Error ? error : new Error(String(error))),
    );
    this.#worker.on('exit', () => this.#died(new Error('the thread of a command ended')));
  }

  /**
   * Loads a module.
   * @throws Error that says why it cannot be used
   */
  static async start(url: string): Promise<{ thread: CommandThread; commands: readonly DescribedCommand[] }> {
    const thread = new CommandThread(url);
    const late = setTimeout(() => thread.#died(new Error('it takes too long to load')), LOADING);
    try {
      return { thread, commands: await thread.#loaded.promise };
    } catch (error) {
      await thread.stop();
      throw error;
    } finally {
      clearTimeout(late);
    }
  }

  get isAlive(): boolean {
    return this.#isAlive;
  }

  /** Whether it lives, and no command has run in it. */
  get isFresh(): boolean {
    return this.#isAlive && this.#isFresh;
  }

  /**
   * Runs a call. When its time is over it is told so, and soon after that the thread is ended, whatever it does.
   * @throws ParleyError `E_COMMAND_TIMEOUT`, `E_COMMAND_FAILED`, `E_BAD_REQUEST`; Error with what the command threw
   */
  async run({ name, timeLimit }: DescribedCommand, call: CommandCall): Promise<CommandAnswer> {
    if (!this.#isAlive) throw new Error('the thread of a command ended');
    const settle = Promise.withResolvers<string>();
    this.#running = { call, settle };
    this.#isFresh = false;
    const { who, conversation, parameters } = call;
    const { uid, username, displayName, admin } = who;
    const machine = isMachine(who);
    this.#send({
      ...{ kind: 'call', name, parameters, conversation },
      who: { uid, username, displayName, admin, machine },
    });
    const over = setTimeout(() => this.#send({ kind: 'abort' }), timeLimit);
    const ended = setTimeout(() => void this.stop(new ParleyError('E_COMMAND_TIMEOUT')), timeLimit + GRACE);
    try {
      return answerOf(await settle.promise);
    } finally {
      clearTimeout(over);
      clearTimeout(ended);
      this.#running = undefined;
    }
  }

  async stop(reason: Error = new ParleyError('E_SHUTTING_DOWN')): Promise<void> {
    this.#died(reason);
    await this.#worker.terminate();
  }

  #take(message: FromThread): void {
    switch (message.kind) {
      case 'ready':
        this.#loaded.resolve(message.commands);
        return;
      case 'unusable':
        this.#loaded.reject(new Error(message.problem));
        return;
      case 'ask':
        void this.#answer(message.id, message.asked);
        return;
      case 'done':
        this.#running?.settle.resolve(message.result);
        return;
      case 'refused': {
        this.#isFresh = message.why === 'parameters';
        const code = message.why === 'parameters' ? 'E_BAD_REQUEST' : 'E_COMMAND_FAILED';
        this.#running?.settle.reject(new ParleyError(code, { message: message.message }));
        return;
      }
      case 'threw':
        this.#running?.settle.reject(new Error(message.problem));
    }
  }

  async #answer(id: number, asked: Asked): Promise<void> {
    try {
      if (this.#running === undefined) throw new Error('The command has ended.');
      this.#send({ kind: 'answered', id, value: await answered(this.#running.call, asked) });
    } catch (error) {
      this.#send({ kind: 'denied', id, message: error instanceof Error ? error.message : String(error) });
    }
  }

  #send(message: ToThread): void {
    if (this.#isAlive) this.#worker.postMessage(message);
  }

  #died(reason: Error): void {
    this.#isAlive = false;
    this.#loaded.reject(reason);
    // A thread that loaded before is asked for nothing any more: nobody waits for this.
    this.#loaded.promise.catch(() => undefined);
    this.#running?.settle.reject(reason);
  }
}

function answered({ reply, values }: CommandCall, asked: Asked): Promise<unknown> {
  switch (asked.what) {
    case 'reply':
      return reply(asked.text);
    case 'get':
      return values.get(asked.key);
    case 'set':
      return values.set(asked.key, asked.value);
    case 'replace':
      return values.replace(asked.key, asked.expected, asked.value);
    case 'remove':
      return values.remove(asked.key);
    case 'keys':
      return values.keys(asked.prefix, asked.after);
  }
}

function answerOf(json: string): CommandAnswer {
  if (Buffer.byteLength(json) > RESULT_BYTES)
    throw new ParleyError('E_COMMAND_FAILED', { message: 'The answer of this command is too long.' });
  const result: unknown = JSON.parse(json);
  if (!isJson(result)) throw new Error('the result is no JSON');
  return { result, text: resultText(result) };
}
