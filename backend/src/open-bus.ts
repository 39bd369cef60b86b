import type { Logger } from './logging/logger.ts';
import { NO_BUS, type Bus } from './realtime/bus.ts';

/** The bus between servers: Redis, or none. Its driver is loaded only if needed. */
export async function openBus(redisUrl: string | undefined, logger: Logger): Promise<Bus> {
  if (redisUrl === undefined) return NO_BUS;
  const { RedisBus } = await import('./realtime/redis/redis-bus.ts');
  return new RedisBus(redisUrl, logger);
}
