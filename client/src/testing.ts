/** Entry for tests and simulations: parts of the SDK that stand for the whole, or for what is outside it. */
export { createComposer } from './local/drafts/create-composer.ts';
export { Drafts } from './local/drafts/drafts.ts';
export { systemClock } from './platform/system-clock.ts';
export { systemRandom } from './platform/system-random.ts';
export { noDraftChannel } from './ports/draft-channel.ts';
export { MemoryStorage } from './storage/memory/memory-storage.ts';
export { newAccount } from './crypto/account/new-account.ts';
export { publicKeyOf, sign } from './crypto/ed25519.ts';
export { DirectEpochCrypto } from './crypto/epochs/direct-epoch-crypto.ts';
export { extendKeyLog } from './crypto/key-log/extend-key-log.ts';
export { followKeyLog, unknownKeyLog } from './crypto/key-log/follow-key-log.ts';
export { createHttpApi } from './http/http-api.ts';
export { newDevice, type DeviceKeys } from './keys/device/new-device.ts';
export { keptAccount } from './keys/kept-account.ts';
export type { KeptKeys } from './model/kept-keys.ts';
export type { OwnAccount } from './keys/own-account.ts';
export { MemoryKeys } from './storage/memory/memory-keys.ts';
// A client loads them when it needs them first, which would take time in the first simulation of a process only.
import './crypto/account/replace-identity.ts';
import './link/group-commands.ts';
import './link/opening/sealing-link.ts';
