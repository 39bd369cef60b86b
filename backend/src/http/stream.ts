import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { Response } from 'express';
import type { Streamed } from './routes/streamed.ts';

/**
 * Sends an answer bit by bit, as fast as it is taken. Its end is also that of whoever makes the pieces.
 * @throws what making the first piece throws: until then an error can be answered
 */
export async function stream({ type, pieces }: Streamed, response: Response): Promise<void> {
  const source = pieces[Symbol.asyncIterator]();
  const end = () => void source.return?.();
  response.once('close', end);
  const first = await source.next();
  if (response.closed) {
    end();
    return;
  }
  response.setHeader('Content-Type', type);
  // A proxy passes on each piece when it comes.
  response.setHeader('X-Accel-Buffering', 'no');
  try {
    await pipeline(Readable.from(from(first, source), { highWaterMark: 1 }), response);
  } catch {
    // Whoever asked has gone, or gets an answer that breaks off.
    response.destroy();
  }
}

async function* from(first: IteratorResult<string>, source: AsyncIterator<string>): AsyncGenerator<string> {
  for (let piece = first; piece.done !== true; piece = await source.next()) yield piece.value;
}
