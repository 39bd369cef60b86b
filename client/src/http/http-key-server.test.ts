import type { KeyLogsRequest, SignedKeyLogEntry } from '@parley/protocol';
import { expect, test } from 'vitest';
import type { HttpRequest } from '../ports/http-transport.ts';
import { createHttpApi } from './http-api.ts';
import { createKeyServer } from './http-key-server.ts';

const uid = (n: number) => `${String(n).padStart(8, '0')}-0000-4000-8000-000000000000`;
const signed = (n: number): SignedKeyLogEntry => ({
  entry: `{"n":${n}}`,
  signatures: [`${'A'.repeat(86)}==`],
});

/** A server whose pages hold so many entries. */
function serverWith(logs: ReadonlyMap<string, readonly SignedKeyLogEntry[]>, room: number) {
  const asked: KeyLogsRequest[] = [];
  const exchange = async ({ body }: HttpRequest) => {
    const request = body as KeyLogsRequest;
    asked.push(request);
    return { status: 200, body: page(request, logs, room) };
  };
  return { asked, keys: createKeyServer(createHttpApi({ exchange })) };
}

/** As a server cuts them. */
function page(
  { after }: KeyLogsRequest,
  logs: ReadonlyMap<string, readonly SignedKeyLogEntry[]>,
  room: number,
) {
  const keyLogs: { uid: string; entries: readonly SignedKeyLogEntry[] }[] = [];
  let [left, done] = [room, 0];
  for (const { uid: of, seq } of after) {
    const all = logs.get(of)?.slice(seq) ?? [];
    const entries = all.slice(0, left);
    left -= entries.length;
    keyLogs.push({ uid: of, entries });
    if (entries.length < all.length) break;
    done++;
  }
  return { keyLogs, done };
}

test('key logs are asked for until all are there, over pages that end within one', async () => {
  const logs = new Map([1, 2, 3].map((n) => [uid(n), [1, 2, 3, 4, 5].map((seq) => signed(10 * n + seq))]));
  const { keys, asked } = serverWith(logs, 4);
  const found = await keys.keyLogs([
    { uid: uid(1), seq: 0 },
    { uid: uid(2), seq: 3 },
    { uid: uid(3), seq: 0 },
    { uid: uid(9), seq: 0 },
  ]);
  expect(found).toEqual(
    new Map([
      [uid(1), logs.get(uid(1))],
      [uid(2), logs.get(uid(2))?.slice(3)],
      [uid(3), logs.get(uid(3))],
      [uid(9), []],
    ]),
  );
  expect(asked.map(({ after }) => after[0]?.seq)).toEqual([0, 4, 1]);
});

test('more accounts than fit into one request are asked for in several', async () => {
  const { keys, asked } = serverWith(new Map(), 4);
  const found = await keys.keyLogs(Array.from({ length: 450 }, (_, n) => ({ uid: uid(n), seq: 0 })));
  expect(found.size).toBe(450);
  expect(asked.map(({ after }) => after.length)).toEqual([200, 200, 50]);
});

test('a server that brings nothing is not asked for ever', async () => {
  const { keys, asked } = serverWith(new Map([[uid(1), [signed(1)]]]), 0);
  await expect(keys.keyLogs([{ uid: uid(1), seq: 0 }])).rejects.toMatchObject({ code: 'E_INTERNAL' });
  expect(asked).toHaveLength(1);
});

test.each([
  ['brings key logs that nobody asked for', { keyLogs: [{ uid: uid(7), entries: [signed(1)] }], done: 0 }],
  [
    'goes on in another key log than the first',
    { keyLogs: [{ uid: uid(2), entries: [signed(1)] }], done: 0 },
  ],
  ['brings one twice', { keyLogs: [1, 1].map((n) => ({ uid: uid(n), entries: [signed(1)] })), done: 1 }],
  ['says that it has dealt with more than was asked', { keyLogs: [], done: 3 }],
])('a server that %s is not believed, nor asked again', async (_, body) => {
  let asked = 0;
  const exchange = async () => {
    asked++;
    return { status: 200, body };
  };
  const keys = createKeyServer(createHttpApi({ exchange }));
  const after = [1, 2].map((n) => ({ uid: uid(n), seq: 0 }));
  await expect(keys.keyLogs(after)).rejects.toMatchObject({ code: 'E_INTERNAL' });
  expect(asked).toBe(1);
});
