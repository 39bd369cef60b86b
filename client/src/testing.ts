/** Entry for tests and simulations: parts of the SDK that stand for the whole, or for what is outside it. */
export { createComposer } from './local/drafts/create-composer.ts';
export { Drafts } from './local/drafts/drafts.ts';
export { systemClock } from './platform/system-clock.ts';
export { systemRandom } from './platform/system-random.ts';
export { noDraftChannel } from './ports/draft-channel.ts';
export { MemoryStorage } from './storage/memory/memory-storage.ts';
export { newAccount } from './crypto/account/new-account.ts';
export { generateDeviceKey } from './crypto/envelopes/device-key.ts';
export { DirectEpochCrypto } from './crypto/epochs/direct-epoch-crypto.ts';
export { followKeyLog, unknownKeyLog } from './crypto/key-log/follow-key-log.ts';
export type { OpenedAccount } from './model/sealing-account.ts';
// A client loads it with its first command, which would take time in the first simulation of a process only.
import './link/group-commands.ts';
