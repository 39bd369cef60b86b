import type { Context } from '@parley/backend/domain/context.ts';

/** The part of a server that the simulated events and routes need. Sessions and their keys are not simulated. */
export type UseCaseContext = Pick<
  Context,
  'conversations' | 'users' | 'audit' | 'publisher' | 'clock' | 'onlineUsers'
>;
