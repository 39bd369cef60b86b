import * as z from 'zod/mini';
import { orLater } from '../later-word.ts';
import { None, route } from './route.ts';

export const Health = z.object({
  status: orLater(z.enum(['ok', 'draining'])),
  name: z.literal('parley'),
});
export type Health = z.infer<typeof Health>;

/** Whether a server takes work. */
export const HEALTH_ROUTES = {
  health: route({ method: 'GET', path: '/health', who: 'nobody', request: None, response: Health }),
} as const;
