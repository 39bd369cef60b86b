import { lateCode } from '../../platform/late-code.ts';
import type { Writing } from './create-writing.ts';

/** The half that writes, whose code comes later than the one that reads. Until then nothing is sent. */
export function lateWriting(load: () => Promise<Writing>): Writing {
  const loaded = lateCode(load);
  return {
    sealer: {
      seal: async (unsealed) => (await loaded()).sealer.seal(unsealed),
      remake: async (...refused) => (await loaded()).sealer.remake?.(...refused),
    },
    groups: {
      create: async (...call) => (await loaded()).groups.create(...call),
      change: async (...call) => (await loaded()).groups.change(...call),
    },
    owed: {
      settle: async () => (await loaded()).owed.settle(),
      settleIn: async (conversation) => (await loaded()).owed.settleIn(conversation),
    },
  };
}
