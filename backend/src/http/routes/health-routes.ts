import type { Health } from '@parley/protocol';
import type { Handlers } from './call.ts';

/** Whether this server accepts work; for proxies, containers and `npm start`. Anyone may ask, and learns nothing else. */
export function healthRoutes(status: () => Health['status']): Handlers<'health'> {
  return { health: () => ({ name: 'parley', status: status() }) };
}
