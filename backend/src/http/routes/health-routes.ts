import type { Health } from '@parley/protocol';
import type { Handlers } from '../call.ts';

export type ServerStatus = Omit<Health, 'name'>;

/** Whether this server takes work; for proxies, containers and `npm start`. */
export function healthRoutes(status: () => ServerStatus): Handlers<'health'> {
  return { health: () => ({ name: 'parley', ...status() }) };
}
