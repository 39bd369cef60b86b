import { decodeContent, encodeContent } from '@parley/protocol';
import { COUNTS, isBareChange } from '../../model/said.ts';
import type { Opener } from '../../ports/opener.ts';
import type { Sealer } from '../../ports/sealer.ts';

/** For payloads that anybody can read. What it does not understand waits for a version that does. */
export const plainPayloads: Opener & Sealer = {
  open: async (entries) =>
    entries.map((entry) => {
      const { payload } = entry;
      if (isBareChange(entry)) return COUNTS;
      return payload === undefined || !('bytes' in payload) ? undefined : decodeContent(payload);
    }),
  onMore: () => () => undefined,
  seal: async ({ body, content }) => ({ body, payload: content && encodeContent(content) }),
};
