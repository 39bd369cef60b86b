import { registerHooks } from 'node:module';
import { parentPort, workerData } from 'node:worker_threads';
import { CommandRefusal, isDefined, type CommandContext, type CommandDefinition } from './command.ts';
import { describeCommand } from './describe-command.ts';
import type { Asked, CallMessage, FromThread, ToThread } from './thread-messages.ts';

/** Runs in a thread of its own, which the server ends if it takes too long. */

const OWN = '@parley/backend/command';
const HERE = new URL('./command.ts', import.meta.url).href;
const port = parentPort;
const commands = new Map<string, CommandDefinition>();
const asked = new Map<number, PromiseWithResolvers<unknown>>();
let lastAsked = 0;
let running = new AbortController();

// The folder is not of this project: it finds our module by name all the same.
registerHooks({
  resolve: (specifier, context, next) =>
    specifier === OWN ? { url: HERE, shortCircuit: true } : next(specifier, context),
});

function send(message: FromThread): void {
  port?.postMessage(message);
}

async function load(url: string): Promise<void> {
  try {
    const module: unknown = await import(url);
    const exported =
      typeof module === 'object' && module !== null && 'default' in module ? module.default : [];
    const definitions: readonly unknown[] = Array.isArray(exported) ? exported : [exported];
    if (definitions.length === 0 || !definitions.every(isDefined))
      throw new Error('its default export is not what command() of @parley/backend/command returns');
    for (const definition of definitions) commands.set(definition.name, definition);
    send({ kind: 'ready', commands: definitions.map(describeCommand) });
  } catch (error) {
    send({ kind: 'unusable', problem: String(error) });
  }
}

async function run(call: CallMessage): Promise<FromThread> {
  const definition = commands.get(call.name);
  if (definition === undefined) return { kind: 'threw', problem: 'no such command' };
  const parameters = definition.parameters?.safeParse(call.parameters);
  if (parameters?.success === false) {
    const place = parameters.error.issues[0]?.path.join('.') ?? '';
    const message = `The parameters don't fit${place === '' ? '' : `: ${place}`}.`;
    return { kind: 'refused', why: 'parameters', message };
  }
  try {
    const result: unknown = await definition.run(parameters?.data ?? call.parameters, contextOf(call));
    const checked = definition.result === undefined ? result : definition.result.parse(result);
    return { kind: 'done', result: JSON.stringify(checked ?? null) };
  } catch (error) {
    if (error instanceof CommandRefusal)
      return { kind: 'refused', why: 'command', message: error.message.slice(0, 500) };
    return {
      kind: 'threw',
      problem: error instanceof Error ? (error.stack ?? error.message) : String(error),
    };
  }
}

function contextOf({ who, conversation }: CallMessage): CommandContext {
  running = new AbortController();
  const parsed = (value: unknown): unknown => (typeof value === 'string' ? JSON.parse(value) : undefined);
  const text = (value: unknown) => JSON.stringify(value ?? null);
  return {
    who,
    conversation,
    signal: running.signal,
    reply: async (said) => {
      await ask({ what: 'reply', text: said });
    },
    store: {
      get: async (key) => parsed(await ask({ what: 'get', key })),
      set: async (key, value) => {
        await ask({ what: 'set', key, value: text(value) });
      },
      replace: async (key, expected, value) =>
        (await ask({
          what: 'replace',
          key,
          expected: expected === undefined ? undefined : text(expected),
          value: text(value),
        })) === true,
      remove: async (key) => (await ask({ what: 'remove', key })) === true,
      keys: async (prefix = '', after = '') => (await ask({ what: 'keys', prefix, after })) as string[],
    },
  };
}

function ask(what: Asked): Promise<unknown> {
  const id = ++lastAsked;
  const answer = Promise.withResolvers<unknown>();
  asked.set(id, answer);
  send({ kind: 'ask', id, asked: what });
  return answer.promise;
}

function settled(id: number): PromiseWithResolvers<unknown> | undefined {
  const answer = asked.get(id);
  asked.delete(id);
  return answer;
}

port?.on('message', (message: ToThread) => {
  switch (message.kind) {
    case 'call':
      void run(message).then(send);
      return;
    case 'abort':
      running.abort();
      return;
    case 'answered':
      settled(message.id)?.resolve(message.value);
      return;
    case 'denied':
      settled(message.id)?.reject(new CommandRefusal(message.message));
  }
});

await load(String(workerData));
