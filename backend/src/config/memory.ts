import { totalmem } from 'node:os';
import { getHeapStatistics } from 'node:v8';

/** Bytes that this process may use: the least of the machine's, the container's and `--max-old-space-size`. */
export function memory(): number {
  // Without a limit, a container reports 0 or far more than any machine has.
  const container = process.constrainedMemory() || Infinity;
  return Math.min(totalmem(), container, getHeapStatistics().heap_size_limit);
}
