import type { SealingView } from '../model/sealing/sealing-view.ts';

/** Whether a conversation was made in the open, and has no keys yet. */
export function isOpenStill({ believed, newest }: Pick<SealingView, 'believed' | 'newest'>): boolean {
  return newest === undefined && believed?.protection === 'open';
}
