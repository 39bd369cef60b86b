import { expect, test, vi } from 'vitest';
import { linesOf } from './lines-of.ts';

function streamOf(pieces: readonly string[], cancel = vi.fn()): ReadableStream<Uint8Array> {
  const bytes = pieces.map((piece) => Uint8Array.from(piece, (char) => char.charCodeAt(0)));
  return new ReadableStream({
    pull: (controller) => {
      const piece = bytes.shift();
      if (piece === undefined) controller.close();
      else controller.enqueue(piece);
    },
    cancel,
  });
}

async function all(stream: ReadableStream<Uint8Array>): Promise<readonly string[]> {
  const lines: string[] = [];
  for await (const line of linesOf(stream)) lines.push(line);
  return lines;
}

test('lines come whole, wherever the stream was cut, inside a letter too', async () => {
  expect(await all(streamOf(['{"a"', ':1}\n{"b":"\u00c3', '\u00a4"}\n', 'end']))).toEqual([
    '{"a":1}',
    '{"b":"ä"}',
    'end',
  ]);
  expect(await all(streamOf([]))).toEqual([]);
});

test('whoever stops reading ends the stream', async () => {
  const cancel = vi.fn();
  for await (const line of linesOf(streamOf(['a\n', 'b\n'], cancel))) {
    expect(line).toBe('a');
    break;
  }
  expect(cancel).toHaveBeenCalledOnce();
});
