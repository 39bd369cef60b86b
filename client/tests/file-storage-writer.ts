/**
 * Puts messages into the outbox of a copy, one after the other, and says so, until it is killed or the disk refuses.
 * Arguments: the database, and how many messages at most.
 */
import { openFileStorage } from '../src/storage/file/file-storage.ts';

const [database = '', most = 'Infinity'] = process.argv.slice(2);

const say = (line: string) => process.stdout.write(`${line}\n`);

try {
  const storage = await openFileStorage({ database }, 'me');
  say('open');
  for (let n = 0; n < Number(most); n++) {
    const content = { type: 'text', text: 'x'.repeat(500) } as const;
    const task = { kind: 'append', body: { kind: 'message' }, content } as const;
    try {
      const { key } = await storage.enqueue({ conversation: 'a', id: `id ${n}`, time: n, task });
      say(`stored ${key}`);
    } catch {
      say(`refused, has ${(await storage.outbox()).length}`);
      break;
    }
  }
  // Holds on to the copy until it is killed.
  process.stdin.resume();
} catch (error) {
  say(error instanceof Error ? error.message : String(error));
}
