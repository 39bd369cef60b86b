import { Duplex } from 'node:stream';
import { setImmediate as turn } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { batchWrites } from './batch-writes.ts';

test('what is written in one turn leaves at once and in order, the next turn by itself', async () => {
  const writes: string[] = [];
  const socket = new Duplex({
    decodeStrings: false,
    read: () => undefined,
    write: (chunk: string, _encoding, done) => {
      writes.push(chunk);
      done();
    },
    writev: (chunks, done) => {
      writes.push(chunks.map(({ chunk }) => String(chunk)).join(' '));
      done();
    },
  });
  batchWrites(socket);
  const frame = (header: string, payload: string) => {
    socket.cork();
    socket.write(header);
    socket.write(payload);
    socket.uncork();
  };

  frame('h1', 'p1');
  await Promise.resolve();
  frame('h2', 'p2');
  await turn();
  frame('h3', 'p3');
  await turn();

  expect(writes).toEqual(['h1 p1 h2 p2', 'h3 p3']);
});
