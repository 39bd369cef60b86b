import { bytesOf, KEY_LIMITS } from '@parley/protocol';
import type { HandedEntry } from '../../model/sealing/handed-entry.ts';
import type { HttpApi } from '../../ports/http-api.ts';
import type { EpochPlace } from '../../ports/sealing/sealed-logs.ts';

/** Asks for the keys of epochs that were sealed to the user, in the order of the list. @throws CodedError, NoAnswerError */
export async function handedKeys(
  api: HttpApi,
  wanted: readonly EpochPlace[],
): Promise<readonly HandedEntry[]> {
  const left = wanted.map(({ conversation, epoch }) => ({ conversation, epoch }));
  const found = new Map<string, HandedEntry>();
  while (left.length > 0) {
    const asked = left.slice(0, KEY_LIMITS.wantedBatch);
    const { keys, done } = await api.call('handedKeys', { body: { wanted: asked } });
    // One addition can hold the keys of many epochs.
    for (const { entry, bundle } of keys.flatMap(({ handed }) => handed))
      found.set(`${entry.conversation}/${entry.seq}`, { entry, bundle: bytesOf(bundle) });
    if (done === 0) break;
    left.splice(0, done);
  }
  return [...found.values()];
}
