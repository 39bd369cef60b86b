import type { Context } from '@parley/backend/domain/context.ts';

/** As much of a server as the simulated events and routes need. Sessions and their keys are not simulated. */
export type UseCaseContext = Pick<
  Context,
  'conversations' | 'users' | 'audit' | 'publisher' | 'clock' | 'onlineUsers'
>;
