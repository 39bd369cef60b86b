import { hash, randomUUID } from 'node:crypto';
import { sealStatement, type SealedCommand } from '@parley/client/testing';
import {
  bytesOf,
  isInRosterList,
  rosterHashAfter,
  ROSTER_START,
  type Body,
  type Uuid,
} from '@parley/protocol';
import { Messenger } from '../people/messenger.ts';
import type { Person } from '../people/person.ts';

/** What a device of somebody signs in a sealed conversation, with a version that knows more than any here. */
export async function signedByNewerDevice(
  person: Person,
  origin: string,
  conversation: Uuid,
  body: object,
): Promise<SealedCommand> {
  const device = await Messenger.logIn(person.account, origin);
  const log = await device.log(conversation);
  const last = log.at(-1);
  if (last === undefined) throw new Error('the conversation is not there');
  const listed = log.filter((entry) => isInRosterList(entry));
  const view = {
    place: { conversation, seq: last.seq, chain: bytesOf(last.chain) },
    rosterHash: listed.reduce((before, entry) => rosterHashAfter(sha256, before, entry), ROSTER_START),
  };
  const writer = { account: await device.signer(), time: Date.now() };
  // No type here knows what it says.
  const signed = await sealStatement(writer, view, { id: randomUUID(), body: body as Body });
  await device.close();
  if (device.complaints.length > 0) throw new AggregateError(device.complaints, 'the device complained');
  return signed;
}

function sha256(bytes: Uint8Array): Uint8Array {
  return hash('sha256', bytes, 'buffer');
}
