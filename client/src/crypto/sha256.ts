import { sha256 as nobleSha256 } from '@noble/hashes/sha2.js';
import type { Sha256 } from '@parley/protocol';

/** SHA-256 (FIPS 180-4) in plain JavaScript: Web Crypto's is asynchronous, and a transaction of IndexedDB cannot wait for it. */
export const sha256: Sha256 = (bytes) => nobleSha256(bytes);
