import {
  createHash,
  createPrivateKey,
  createPublicKey,
  hkdfSync,
  sign,
  verify,
  type KeyObject,
} from 'node:crypto';
import type { AuditHead, AuditSigner } from '../../domain/audit/audit-signer.ts';

/** PrivateKeyInfo of an Ed25519 key (RFC 8410), before its 32 bytes. */
const PKCS8 = Buffer.from('302e020100300506032b657004220420', 'hex');

interface Key {
  readonly id: string;
  readonly privateKey: KeyObject;
  readonly publicKey: KeyObject;
}

/**
 * Signs heads of the audit log with Ed25519. A signature names its key, so that keys can be rotated.
 * @param secrets the first one signs; signatures of the others remain valid
 */
export function auditKeys(secrets: readonly [string, ...string[]]): AuditSigner {
  const [first, ...others] = secrets;
  const signing = keyOf(first);
  const keys = new Map([signing, ...others.map(keyOf)].map((key) => [key.id, key]));
  return {
    sign: (head) => `${signing.id}.${sign(null, message(head), signing.privateKey).toString('base64')}`,
    verify: (head, signature) => {
      const [id = '', bytes = ''] = signature.split('.');
      const key = keys.get(id);
      if (key === undefined) return 'unknown';
      return verify(null, message(head), key.publicKey, Buffer.from(bytes, 'base64')) ? 'good' : 'bad';
    },
  };
}

function keyOf(secret: string): Key {
  const seed = Buffer.from(hkdfSync('sha256', secret, '', 'parley/v1/audit-key', 32));
  const privateKey = createPrivateKey({ key: Buffer.concat([PKCS8, seed]), format: 'der', type: 'pkcs8' });
  const publicKey = createPublicKey(privateKey);
  const der = publicKey.export({ format: 'der', type: 'spki' });
  return { id: createHash('sha256').update(der).digest('hex').slice(0, 16), privateKey, publicKey };
}

function message({ seq, chain }: AuditHead): Buffer {
  return Buffer.from(`parley/v1/audit-head\0${seq}\0${chain}`);
}
