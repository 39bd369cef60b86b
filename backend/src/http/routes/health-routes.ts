import type { Health } from '@parley/protocol';
import type { Handlers } from '../call.ts';

/** Whether this server takes work; for proxies, containers and `npm start`. Anybody may ask, and learns no more. */
export function healthRoutes(status: () => Health['status']): Handlers<'health'> {
  return { health: () => ({ name: 'parley', status: status() }) };
}
