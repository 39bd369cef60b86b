import { commandMessage, ParleyError, type ServerCommand, type User, type Uuid } from '@parley/protocol';
import type { Context } from '../context.ts';
import { storedKeyLog } from '../keys/check-keys.ts';
import { isSignedBy } from '../passwords/ed25519.ts';

/** How far a command's time may be from the server's, in ms. */
const FRESH = 60_000;
/** How long its id is remembered beyond that: the clocks of servers that share a database may differ. */
const SLACK = 5 * 60_000;

export type SignatureContext = Pick<Context, 'keys' | 'challenges' | 'clock'>;

/** Who sends a command, and from which device. */
interface Signer {
  readonly who: User;
  readonly device: Uuid | undefined;
}

/**
 * Checks the signature of a command.
 * @returns what lets it count, once: called when nothing else refuses it
 * @throws ParleyError `E_BAD_REQUEST` if it says not all that is signed, `E_COMMAND_EXPIRED`, `E_COMMAND_SIGNATURE`,
 *   `E_COMMAND_REPLAYED`
 */
export async function checkSignature(
  context: SignatureContext,
  { who, device }: Signer,
  { name, text, parameters, conversation, id, time, signature }: ServerCommand,
): Promise<() => Promise<void>> {
  if (signature === undefined || id === undefined || time === undefined || text !== undefined)
    throw new ParleyError('E_BAD_REQUEST', { message: 'A signed command has id, time and parameters.' });
  const now = context.clock();
  if (Math.abs(now - time) > FRESH) throw new ParleyError('E_COMMAND_EXPIRED');
  const signer = who.uid;
  const message = commandMessage({ signer, id, time, conversation, name, parameters });
  const key = await signingKey(context, who, device);
  if (key === undefined || !isSignedBy({ message, signature: bytes(signature), publicKey: bytes(key) }))
    throw new ParleyError('E_COMMAND_SIGNATURE');
  const used = { challenge: `command ${signer} ${id}`, subject: signer, expiresAt: time + FRESH + SLACK };
  return async () => {
    if (!(await context.challenges.use(used, context.clock()))) throw new ParleyError('E_COMMAND_REPLAYED');
  };
}

/** The account key of a machine that has one; of anybody else the key of the device that sends it. Base64. */
async function signingKey(
  { keys }: Pick<Context, 'keys'>,
  who: User,
  device: Uuid | undefined,
): Promise<string | undefined> {
  if (who.accountKey !== undefined) return who.accountKey;
  if (device === undefined) return undefined;
  const known = storedKeyLog(who.uid, await keys.entries(who.uid, 0)).devices.get(device);
  return known?.revokedAt === undefined ? known?.key : undefined;
}

function bytes(base64: string): Uint8Array {
  return Buffer.from(base64, 'base64');
}
