import { Redis } from 'ioredis';
import { type Finding, fine, problem } from '../finding.ts';

/** Whether Redis answers. */
export async function checkRedis(url: string): Promise<readonly Finding[]> {
  const redis = new Redis(url, {
    lazyConnect: true,
    connectTimeout: 3_000,
    maxRetriesPerRequest: 0,
    retryStrategy: () => null,
  });
  const errors: Error[] = [];
  redis.on('error', (error: Error) => errors.push(error));
  try {
    await redis.connect();
    await redis.ping();
    return [fine('Redis answers.')];
  } catch (error) {
    const [first] = errors;
    const cause = first?.message ?? (error instanceof Error ? error.message : String(error));
    const remedy =
      'Start it, or correct REDIS_URL. Without Redis, messages between servers take a few seconds.';
    return [problem(`Redis doesn't answer: ${cause}`, remedy)];
  } finally {
    redis.disconnect();
  }
}
