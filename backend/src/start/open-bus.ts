import type { Logger } from '../logging/logger.ts';
import { NO_BUS, type Bus } from '../realtime/nodes/bus.ts';

/** The bus between servers: Redis, or none. Its driver is loaded only if needed. */
export async function openBus(redisUrl: string | undefined, logger: Logger): Promise<Bus> {
  if (redisUrl === undefined) return NO_BUS;
  const { RedisBus } = await import('../realtime/nodes/redis/redis-bus.ts');
  return new RedisBus(redisUrl, logger);
}
