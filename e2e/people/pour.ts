import type { Connection } from '@parley/client';
import { commandId, sealMessage, type EpochKey, type SealingAccount } from '@parley/client/testing';
import { bytesOf, CodedError, type Ack, type Entry, type Uuid } from '@parley/protocol';

/** Under way at once, and sealed for one place in the log. */
const AT_ONCE = 200;

interface Pouring {
  readonly connection: Pick<Connection, 'request'>;
  readonly account: SealingAccount;
  readonly key: EpochKey;
  readonly peer: Uuid;
  /** The newest entry of the conversation, in which nobody else writes meanwhile. */
  readonly newest: Entry;
}

/** Seals texts to a direct conversation and sends them, without what a client does for each. Resolves once all are stored. */
export async function pour(pouring: Pouring, texts: readonly string[]): Promise<void> {
  let { newest } = pouring;
  for (let from = 0; from < texts.length; from += AT_ONCE) {
    const now = { ...pouring, newest };
    const some = texts.slice(from, from + AT_ONCE);
    const sealed = await Promise.all(some.map((text) => sealedText(now, text)));
    newest = (await Promise.all(sealed.map((one) => send(now, one)))).at(-1) ?? newest;
  }
}

function sealedText({ account, key, newest: { conversation, seq, chain } }: Pouring, text: string) {
  const time = Date.now();
  const place = { conversation, seq, chain: bytesOf(chain) };
  const command = { id: commandId(time, crypto.randomUUID()), body: { kind: 'message' } as const };
  return sealMessage({ account, time }, { place }, command, { type: 'text', text }, key);
}

async function send(
  { connection, peer, newest: { conversation } }: Pouring,
  { id, body, payload }: Awaited<ReturnType<typeof sealedText>>,
): Promise<Entry> {
  const request = { conversation, peer, id, body, payload };
  const answer = (await connection.request('privateMessage', request)) as Ack<Entry>;
  if (!answer.success) throw CodedError.fromWire(answer.error);
  return answer.response;
}
