import { createLogger } from '../src/logging/logger.ts';
import type { Bus } from '../src/realtime/nodes/bus.ts';
import { RedisBus } from '../src/realtime/nodes/redis/redis-bus.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** Where the Redis of this run listens; only the project `cluster` has one. */
    redis?: string;
  }
}

/** A bus that hears the others already. */
export async function connectedBus(redis: string): Promise<Bus> {
  const bus = new RedisBus(redis, createLogger({ level: 'silent', pretty: false }));
  await new Promise<void>((resolve) => bus.onConnected(resolve));
  return bus;
}
