import { execFileSync } from 'node:child_process';
import { hash } from 'node:crypto';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout } from 'node:timers/promises';
import { directConversationId, type Sha256 } from '@parley/protocol';
import { expect, onTestFinished, test } from 'vitest';
import { startProgram } from '../../tools/test/start-program.ts';
import { KillableServer } from './killable-server.ts';
import { Sender } from './sender.ts';

const KILLS = 30;
const sha256: Sha256 = (bytes) => hash('sha256', bytes, 'buffer');
const examples = join(import.meta.dirname, '..');

/** A foreign client that answers each message once. */
interface Script {
  readonly name: string;
  readonly sender: Sender;
  /** What it has dealt with. */
  readonly heard: readonly string[];
}

function uidIn(token: string): string {
  const [, claims = ''] = token.split('.');
  return (JSON.parse(Buffer.from(claims, 'base64url').toString()) as { uid: string }).uid;
}

/** The programs in other languages, as commands. */
function programs(folder: string): Readonly<Record<string, readonly [string, ...string[]]>> {
  const built = join(folder, 'exactly-once');
  execFileSync(process.env.GO_PATH ?? 'go', ['build', '-o', built, '.'], {
    cwd: join(examples, 'go/exactly-once'),
    env: { ...process.env, GOTOOLCHAIN: 'local', GOFLAGS: '-buildvcs=false' },
  });
  return {
    python: [process.env.PYTHON_PATH ?? 'python3', join(examples, 'python/exactly_once.py')],
    go: [built],
  };
}

test(
  'a client in Python and one in Go lose nothing and deal with nothing twice over 30 kills of the server',
  { timeout: 180_000 },
  async () => {
    const server = await KillableServer.start();
    onTestFinished(() => server.end());
    const scripts: (Script & { readonly conversation: string })[] = [];
    for (const [name, [program, ...words]] of Object.entries(programs(server.folder))) {
      // A person: machines that answer each other are stopped.
      const [own, token] = [await server.person(), await server.machine(`answer-${name}`)];
      const env = { ...process.env, URL: server.url, TOKEN: token, CURSOR: join(server.folder, name) };
      const script = startProgram(program, words, { env });
      onTestFinished(async () => {
        script.kill('SIGKILL');
        if (script.exitCode === null && script.signalCode === null) await once(script, 'exit');
      });
      const heard: string[] = [];
      createInterface(script.stdout).on('line', (line) => heard.push(line));
      const conversation = directConversationId(sha256, uidIn(own), uidIn(token));
      scripts.push({ name, sender: new Sender(server.url, own), heard, conversation });
    }
    const stopping = new AbortController();
    const saying = scripts.map(async ({ name, sender }) => {
      for (let i = 0; !stopping.signal.aborted; i++) await sender.say(`answer-${name}`, `text ${i}`);
    });

    for (let kill = 0; kill < KILLS; kill++) {
      const before = scripts.map(({ heard }) => heard.length);
      await expect
        .poll(() => scripts.every(({ heard }, i) => heard.length > (before[i] ?? 0) + 2), { interval: 10 })
        .toBe(true);
      // At any moment of what they do: each kill a little later than the one before.
      await setTimeout((kill * 7) % 50);
      await server.kill();
      await server.restart();
    }
    stopping.abort();
    await Promise.all(saying);

    for (const { name, sender, heard, conversation } of scripts) {
      await expect.poll(() => heard.length).toBeGreaterThanOrEqual(sender.said.length);
      expect(heard, name).toEqual(sender.said);
      const log = await sender.log(conversation);
      expect(
        log.filter((text) => text.startsWith('text ')),
        name,
      ).toEqual(sender.said);
      expect(
        log.filter((text) => text.startsWith('Got ')),
        name,
      ).toEqual(sender.said.map((text) => `Got ${text}`));
      expect(sender.said.length, name).toBeGreaterThan(KILLS * 3);
    }
  },
);
