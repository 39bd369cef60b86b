import { randomUUID } from 'node:crypto';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { decodeContent } from '@parley/protocol';
import { describe, expect, onTestFinished, test } from 'vitest';
import { ownValues } from '../../src/domain/commands/own-values.ts';
import { createMemoryStores } from '../../src/store/memory/index.ts';
import { createGroup } from '../../testing/create-group.ts';
import { startTestBackend } from '../../testing/start-test-backend.ts';
import { refusal } from '../contract/refusal.ts';
import { loadedCommands } from './command-folder.ts';

const COUNTER = `
import { command, refuse, z } from '@parley/backend/command';

enum NotErasable { }
`;

const TALLY = `
import { command, refuse, z, type CommandContext } from '@parley/backend/command';
import { unit } from './_unit.ts';

export default [
  command({
    name: 'tally',
    help: 'counts up',
    parameters: z.object({ by: z.number().default(1) }),
    result: z.object({ text: z.string(), n: z.number() }),
    async run({ by }, { store, who }: CommandContext) {
      if (by < 0) refuse('Only upwards.');
      for (;;) {
        const before = (await store.get(who.uid)) as number | undefined;
        const n = (before ?? 0) + by;
        if (await store.replace(who.uid, before, n)) return { text: \`\${n} \${unit}\`, n };
      }
    },
  }),
  command({
    name: 'say',
    parameters: z.object({ words: z.string() }),
    async run({ words }, { reply }) { await reply(words); },
  }),
];
`;

const BAD = `
import { command } from '@parley/backend/command';
export default [
  command({ name: 'throws', run() { throw new Error('secret details'); } }),
  command({ name: 'hangs', timeLimit: 300, run() { for (;;); } }),
  command({ name: 'waits', timeLimit: 300, run: () => new Promise(() => {}) }),
  command({ name: 'heeds', timeLimit: 300, run: (_, { signal }) => new Promise((resolve) => signal.addEventListener('abort', () => resolve('late'))) }),
  command({ name: 'exits', run() { process.exit(1); } }),
  command({ name: 'grows', run() { const all = []; for (;;) all.push(new Array(1e6).fill(all.length)); } }),
  command({ name: 'rejects', run() { void Promise.reject(new Error('later')); return new Promise(() => {}); } }),
  command({ name: 'much', run: () => 'x'.repeat(100_000) }),
  command({ name: 'fine', run: () => 'fine' }),
];
`;

/** A call by somebody, whom no server needs to know. */
const callOf = (uid: string, name: string) => ({
  who: { uid, username: uid, displayName: uid, about: '', admin: false, removed: false },
  ...{ conversation: undefined, parameters: {}, reply: async () => undefined, begin: async () => undefined },
  values: ownValues(createMemoryStores().commandValues, name),
});

describe('a command of the deployment', () => {
  test('runs with parameters, result and a store of its own', async () => {
    const commands = await loadedCommands({
      'tally.ts': TALLY,
      '_unit.ts': "export const unit: string = 'times';",
    });
    const backend = await startTestBackend({ parts: { commands } });
    const client = await backend.connect(await backend.register());

    expect(await client.get('command', { name: 'tally' })).toMatchObject({ text: '1 times' });
    expect(await client.get('command', { name: 'tally', text: '4' })).toMatchObject({ result: { n: 5 } });
    expect(await client.ask('command', { name: 'tally', text: 'x' })).toMatchObject({
      error: { code: 'E_BAD_REQUEST', message: "The parameters don't fit: by." },
    });
    expect(await client.ask('command', { name: 'tally', text: '-1' })).toMatchObject({
      error: { code: 'E_COMMAND_FAILED', message: 'Only upwards.' },
    });
    const other = await backend.connect(await backend.register());
    expect(await other.get('command', { name: 'tally' })).toMatchObject({ text: '1 times' });
    expect((await client.get('command', { name: 'list_commands' })).text).toContain('tally: counts up');
  });

  test('replies where it was typed, in the name of its caller, who has to be there', async () => {
    const commands = await loadedCommands({ 'tally.ts': TALLY, '_unit.ts': "export const unit = '';" });
    const backend = await startTestBackend({ parts: { commands } });
    const [owner, stranger] = [await backend.register(), await backend.register()];
    const [hers, his] = [await backend.connect(owner), await backend.connect(stranger)];
    const conversation = await createGroup(backend, owner, []);
    const call = { name: 'say', text: 'soup', conversation };

    await hers.get('command', call);

    const { entries } = await hers.get('sync', { conversation, direction: 'after', seq: 1, limit: 10 });
    const [said] = entries;
    expect(said?.sender).toBe(owner.uid);
    expect(said?.payload?.kind === 'plain' && decodeContent(said.payload)).toMatchObject({
      text: '/say: soup',
    });
    expect(await his.ask('command', call)).toMatchObject({ error: { code: 'E_NOT_A_MEMBER' } });
    expect(await hers.ask('command', { ...call, conversation: randomUUID() })).toMatchObject({
      error: { code: 'E_NOT_A_MEMBER' },
    });
    expect(await hers.ask('command', { name: 'say', text: 'soup' })).toMatchObject({
      error: { code: 'E_COMMAND_FAILED', message: 'There is no conversation to reply into.' },
    });
  });
});

describe('a command that fails harms only its caller', () => {
  const start = async () => {
    const commands = await loadedCommands({ 'bad.mjs': BAD });
    const backend = await startTestBackend({ parts: { commands } });
    const client = async () => backend.connect(await backend.register());
    return { caller: await client(), other: await client() };
  };
  const isFine = { success: true, response: { text: 'fine' } };

  test.each([
    ['throws', 'E_COMMAND_FAILED'],
    ['exits', 'E_COMMAND_FAILED'],
    ['grows', 'E_COMMAND_FAILED'],
    ['rejects', 'E_COMMAND_FAILED'],
    ['much', 'E_COMMAND_FAILED'],
    ['waits', 'E_COMMAND_TIMEOUT'],
  ])('one that %s', async (name, code) => {
    const { caller, other } = await start();

    const [answer, beside] = await Promise.all([
      caller.ask('command', { name }),
      other.ask('command', { name: 'fine' }),
    ]);

    expect(answer).toMatchObject({ error: { code } });
    expect(JSON.stringify(answer)).not.toContain('secret');
    expect(beside).toMatchObject(isFine);
    await expect.poll(() => caller.ask('command', { name: 'fine' })).toMatchObject(isFine);
  });

  test('one that never gives way: the server goes on meanwhile, and the command runs again afterwards', async () => {
    const { caller, other } = await start();
    let hasEnded = false;
    const hanging = caller.ask('command', { name: 'hangs' }).finally(() => (hasEnded = true));
    expect(await caller.ask('command', { name: 'fine' })).toMatchObject({
      error: { code: 'E_RATE_LIMITED' },
    });
    for (let i = 0; i < 5; i++)
      expect(await other.ask('command', { name: 'ping' })).toMatchObject({ success: true });
    expect(hasEnded).toBe(false);
    expect(await other.ask('command', { name: 'fine' })).toMatchObject(isFine);
    const answer = await hanging;

    expect(answer).toMatchObject({ error: { code: 'E_COMMAND_TIMEOUT' } });
    await expect.poll(() => caller.ask('command', { name: 'fine' })).toMatchObject(isFine);
  });

  test('one that heeds its signal ends with what it answers', async () => {
    const { caller } = await start();
    expect(await caller.ask('command', { name: 'heeds' })).toMatchObject({ response: { text: 'late' } });
    expect(await caller.ask('command', { name: 'fine' })).toMatchObject(isFine);
  });
});

describe('what a command leaves behind', () => {
  const LATE = `
import { command } from '@parley/backend/command';
const later = (ms) => new Promise((resolve) => setTimeout(resolve, ms));
export default [
  command({ name: 'leaves', run(_, { reply, store }) {
    void later(50).then(() => Promise.all([reply('secret of the first'), store.set('late', 1)]));
    return 'done';
  } }),
  command({ name: 'rejects_later', run() { void later(50).then(() => { throw new Error('late'); }); return 'done'; } }),
  command({ name: 'slow', async run(_, { store }) { await later(400); return String(await store.get('late')); } }),
];
`;

  test.each(['leaves', 'rejects_later'])('goes into no other call: %s', async (name) => {
    const commands = await loadedCommands({ 'late.mjs': LATE });
    const backend = await startTestBackend({ parts: { commands } });
    const [first, second] = [await backend.register(), await backend.register()];
    const [hers, his] = [await backend.connect(first), await backend.connect(second)];
    const conversation = await createGroup(backend, second, []);
    const own = await createGroup(backend, first, []);

    expect(await hers.get('command', { name, conversation: own })).toMatchObject({ text: 'done' });
    expect(await his.ask('command', { name: 'slow', conversation })).toMatchObject({ success: true });

    const { entries } = await his.get('sync', { direction: 'last', conversation, limit: 10 });
    expect(entries.map(({ body }) => body.kind)).toEqual(['created']);
  });

  test('of a signed one that was refused for now is its id, which it may use again', async () => {
    const begun: string[] = [];
    const { commands } = await loadedCommands({ 'bad.mjs': BAD });
    const [hangs, fine] = ['hangs', 'fine'].map((name) => commands.find((one) => one.name === name));
    const call = (name: string) => ({ ...callOf('u', name), begin: async () => void begun.push(name) });

    const hanging = hangs?.run(call('hangs'));
    await expect(fine?.run(call('fine'))).rejects.toThrow(refusal('E_RATE_LIMITED'));
    await expect(hanging).rejects.toThrow(refusal('E_COMMAND_TIMEOUT'));

    expect(begun).toEqual(['hangs']);
  });
});

test('commands of modules are counted, and four run at a time, of all modules together', async () => {
  const { commands } = await loadedCommands({
    'one.mjs': BAD.replace(/'waits', timeLimit: 300/, "'waits', timeLimit: 10"),
    'two.mjs': BAD.replace(/name: '/g, "name: 'other_"),
  });
  const run = (uid: string, name: string) =>
    commands.find((one) => one.name === name)?.run(callOf(uid, name));
  const ended: string[] = [];

  const hanging = ['a', 'b', 'c', 'd'].map(async (uid) => {
    await expect(run(uid, 'waits')).rejects.toThrow(refusal('E_COMMAND_TIMEOUT'));
    ended.push(uid);
  });
  const answers = [run('e', 'other_fine'), run('f', 'fine')];

  expect(await answers[0]).toMatchObject({ text: 'fine' });
  expect(ended).not.toEqual([]);
  expect(await answers[1]).toMatchObject({ text: 'fine' });
  await Promise.all(hanging);
  expect(ended).toHaveLength(4);
  expect(commands.filter(({ isCounted }) => isCounted !== true)).toEqual([]);
});

test('a call with wrong parameters starts no thread', async () => {
  const loads = join(await mkdtemp(join(tmpdir(), 'parley-loads-')), 'loads');
  onTestFinished(() => rm(dirname(loads), { recursive: true }));
  const { commands } = await loadedCommands({
    'one.ts': `
import { appendFileSync } from 'node:fs';
import { command, z } from '@parley/backend/command';
appendFileSync(${JSON.stringify(loads)}, 'x');
export default command({ name: 'takes', parameters: z.object({ n: z.number() }), run: ({ n }) => n });
`,
  });
  const run = (uid: string, parameters: object) =>
    commands[0]?.run({ ...callOf(uid, 'takes'), parameters: { ...parameters } });
  for (let i = 0; i < 8; i++) await expect(run('a', { n: 'x' })).rejects.toThrow(refusal('E_BAD_REQUEST'));
  // The one that was loaded first, and the one that was made ready behind it.
  expect((await readFile(loads, 'utf8')).length).toBeLessThanOrEqual(2);
  expect(await run('a', { n: 1 })).toMatchObject({ result: 1 });
  expect(await run('b', { n: 2 })).toMatchObject({ result: 2 });
});

test('wrong calls leave no more threads than four, of all modules together', async () => {
  const threads = () => process.getActiveResourcesInfo().filter((one) => one === 'MessagePort').length;
  const before = threads();
  const source = (name: string) => `
import { command, z } from '@parley/backend/command';
export default command({ name: '${name}', parameters: z.object({ n: z.number() }), run: ({ n }) => n });
`;
  const names = ['one', 'two', 'three'];
  const { commands } = await loadedCommands(Object.fromEntries(names.map((n) => [`${n}.ts`, source(n)])));
  for (const command of commands) {
    const wrong = ['a', 'b', 'c', 'd'].map((uid) =>
      command.run({ ...callOf(uid, command.name), parameters: { n: 'x' } }),
    );
    await Promise.allSettled(wrong);
  }
  for (const command of commands)
    expect(await command.run({ ...callOf('a', command.name), parameters: { n: 1 } })).toMatchObject({
      result: 1,
    });
  await expect.poll(() => threads() - before).toBeLessThanOrEqual(names.length + 4);
});

describe('a module that cannot be used ends the start, and is named', () => {
  test.each([
    ['that does not load', `throw new Error('oops')`, /oops/],
    ['of another form', 'export default { name: "x", run() {} }', /default export/],
    [
      'with a wrong name',
      `import { command } from '@parley/backend/command'; export default command({ name: 'No', run() {} });`,
      /name/,
    ],
    ['with what types cannot be taken from', COUNTER, /enum/],
  ])('one %s', async (_, source, problem) => {
    const failure: unknown = await loadedCommands({ 'broken.ts': source }).catch((error: unknown) => error);
    expect(String(failure)).toMatch(/COMMANDS_DIR: .*broken\.ts cannot be used/);
    expect(String((failure as Error).cause)).toMatch(problem);
  });
});
