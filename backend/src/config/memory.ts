import { totalmem } from 'node:os';
import { getHeapStatistics } from 'node:v8';

/** Bytes that this process may take: of the machine, of its container and of `--max-old-space-size`, the least. */
export function memory(): number {
  // Without a limit, a container's is 0 or far above what any machine has.
  const container = process.constrainedMemory() || Infinity;
  return Math.min(totalmem(), container, getHeapStatistics().heap_size_limit);
}
