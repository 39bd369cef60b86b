import { execFile } from 'node:child_process';
import { createPrivateKey, createPublicKey } from 'node:crypto';
import { once } from 'node:events';
import { delimiter, dirname, join } from 'node:path';
import { createInterface, type Interface } from 'node:readline';
import { parseEnv, promisify } from 'node:util';
import { directConversation } from '@parley/client';
import { connectBot, type Bot } from '@parley/client/bot';
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import { locate } from '../../tools/test/needs.ts';
import { startProgram } from '../../tools/test/start-program.ts';
import { startDevServer, type DevServer } from './dev-server.ts';

const run = promisify(execFile);
const root = join(import.meta.dirname, '../..');
const script = join(root, 'scripts/generate-keys.sh');
const python = process.env.PYTHON_PATH ?? 'python3';
const websocat = process.env.WEBSOCAT_PATH ?? locate(['websocat']);
const go = process.env.GO_PATH ?? 'go';

let server: DevServer;
let alice: Bot;
beforeAll(async () => {
  server = await startDevServer();
  alice = await connectBot({ url: server.url, username: 'alice', password: '1234' });
});
afterAll(async () => {
  await alice.close();
  await server.stop();
});

/** The variables of a new machine. */
async function newMachine(username: string) {
  const words = ['--username', username, '--register', server.url, '--server', server.url];
  const { stdout } = await run(script, words);
  return parseEnv(stdout);
}

/** A token as an administrator makes it for a new machine. */
async function newToken(name: string): Promise<string> {
  const [token] = /\S{60,}/.exec(await server.tool('machine', '--name', name)) ?? [];
  return token ?? expect.fail('no token was printed');
}

const home = { PATH: process.env.PATH, HOME: process.env.HOME };

function start(program: string, words: readonly string[], env: Readonly<Record<string, string | undefined>>) {
  const started = startProgram(program, words, { cwd: root, env: { ...home, ...env } });
  onTestFinished(async () => {
    started.kill('SIGTERM');
    if (started.exitCode === null && started.signalCode === null) await once(started, 'close');
  });
  return started;
}

/** Resolves when a program has said something. */
async function speaks(program: ReturnType<typeof startProgram>): Promise<void> {
  const ended = once(program, 'close').then(([code]) => Promise.reject(new Error(`ended with ${code}`)));
  await Promise.race([once(program.stdout, 'data'), ended]);
}

/** What Alice hears next of what fits, and where. */
function heard(fits: (text: string) => boolean) {
  return new Promise<{ readonly text: string; readonly conversation: string }>((resolve) => {
    const stop = alice.chat.onArrival(({ conversation, message }) => {
      const text = message.content?.text ?? '';
      if (!fits(text)) return;
      stop();
      resolve({ text, conversation });
    });
  });
}

test('the script prints a key and what the public half of it is, and says how an account is made with it', async () => {
  const { stdout, stderr } = await run(script, ['--username', 'deploy', '--insecure']);
  const { WS_PRIVATE_KEY = '', ...rest } = parseEnv(stdout);
  const prefix = Buffer.from('302e020100300506032b657004220420', 'hex');
  const der = Buffer.concat([prefix, Buffer.from(WS_PRIVATE_KEY, 'base64')]);
  const { x = '' } = createPublicKey(createPrivateKey({ key: der, format: 'der', type: 'pkcs8' })).export({
    format: 'jwk',
  });
  const key = Buffer.from(x, 'base64url').toString('base64');
  expect(stderr).toContain(`npm run machine -- --name deploy --account-key ${key}\n`);
  expect(rest).toEqual({
    WS_USER_ID: '',
    WS_USERNAME: 'deploy',
    WS_SERVER_URL: 'http://ws-front-nginx:3000',
    INSECURE_TLS: 'true',
  });
});

test.each([
  ['a name that no account can have', ['--username', 'a"b']],
  ['an address that is none', ['--server', 'file:///etc/passwd']],
  ['a word that it does not know', ['--force']],
  ['a word without its value', ['--username']],
])('the script refuses %s', async (_, words) => {
  await expect(run(script, words)).rejects.toMatchObject({ code: 2 });
});

test('the script says why a server makes no account', async () => {
  const words = ['--username', 'alice', '--register', server.url];
  await expect(run(script, words)).rejects.toMatchObject({
    code: 1,
    stdout: '',
    stderr: expect.stringContaining('E_USERNAME_TAKEN') as string,
  });
});

test.each([
  { name: 'Node.js', username: 'greeter', program: process.execPath, words: ['examples/machine.js'] },
  { name: 'Python', username: 'echoes', program: python, words: ['examples/python/echo.py'] },
])('the example in $name logs in with the key, and repeats what it is told', async (example) => {
  const machine = await newMachine(example.username);
  const started = start(example.program, example.words, machine);
  await speaks(started);
  const [{ user } = expect.fail('the machine is not found')] = await alice.chat.people.search(
    example.username,
  );
  const conversation = directConversation(alice.chat, user.uid);
  const echoed = heard((text) => text === 'You said: Is it you?');
  await alice.chat.send(conversation, { text: 'Is it you?' }, { openly: true });
  expect(await echoed).toMatchObject({ conversation });
});

test('the example in Go says something with the standard library alone', async () => {
  const machine = await newMachine('gopher');
  const said = heard((text) => text === 'The build is done.');
  const started = start(go, ['run', 'examples/go/say/say.go', 'alice', 'The build is done.'], {
    ...machine,
    GOFLAGS: '-mod=mod',
  });
  const ended = once(started, 'close');
  await said;
  expect(await ended).toEqual([0, null]);
}, 90_000);

test('the example with curl says something with the token of an administrator', async () => {
  const said = heard((text) => text === 'Said by a shell: "a\\b",\nin two lines.');
  start('bash', ['examples/say.sh', 'alice', 'Said by a shell: "a\\b",\nin two lines.'], {
    PARLEY_URL: server.url,
    PARLEY_TOKEN: await newToken('sheller'),
  });
  await said;
});

test('the example with curl shows with websocat what comes, without any input', async ({ annotate }) => {
  if (websocat === undefined) {
    await annotate('websocat is not on the PATH: this was not tried');
    return;
  }
  const greeted = heard((text) => text === 'Are you there?');
  const started = start('bash', ['examples/say.sh', 'alice', 'Are you there?'], {
    PATH: [dirname(websocat), home.PATH].join(delimiter),
    PARLEY_URL: server.url,
    PARLEY_TOKEN: await newToken('listener'),
  });
  started.stdin.end();
  const lines = createInterface(started.stdout);
  const ready = shows(lines, ({ header }) => header.message_type === 'ready');
  const answered = shows(lines, ({ header }) => header.message_type === 'direct');
  await ready;
  await alice.chat.send((await greeted).conversation, { text: 'Here I am.' }, { openly: true });
  expect(await answered).toMatchObject({ header: { from: 'alice' }, body: { content: 'Here I am.' } });
});

interface Frame {
  readonly header: { readonly message_type?: string };
}

/** The first frame among the lines that fits. */
function shows(lines: Interface, fits: (frame: Frame) => boolean): Promise<Frame> {
  return new Promise((resolve, reject) => {
    lines.on('line', (line) => {
      const { header = {}, ...rest } = JSON.parse(line) as Partial<Frame>;
      if (fits({ header })) resolve({ header, ...rest });
    });
    lines.once('close', () => reject(new Error('It has ended.')));
  });
}
