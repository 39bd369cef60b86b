import { type Entry, ParleyError, type Uuid } from '@parley/protocol';
import type { Context } from '../context.ts';
import type { Command } from '../log/command.ts';
import { unlessStored } from '../log/unless-stored.ts';
import { isMachine } from '../users/is-machine.ts';

/** How often machines may take turns in `SPAN` ms while no person says anything. */
const TURNS = 20;
const SPAN = 60_000;
/** A machine may say a few things in one turn. */
const ENTRIES = 2 * TURNS;

/**
 * Cuts machines that answer each other for ever. It counts in the log, which all servers share, how often one machine took over
 * from another since a person said something.
 * @throws ParleyError `E_MACHINE_LOOP`
 */
export async function checkTurns(
  context: Pick<Context, 'conversations' | 'users' | 'clock'>,
  command: Pick<Command, 'conversation' | 'sender' | 'id'>,
): Promise<void> {
  await unlessStored(context, command, async () => {
    if ((await turnsAt(context, command)) > TURNS)
      throw new ParleyError('E_MACHINE_LOOP', { retryAfterMs: SPAN });
  });
}

/** How many turns there are with this one. */
async function turnsAt(
  context: Pick<Context, 'conversations' | 'users' | 'clock'>,
  { conversation, sender }: Pick<Command, 'conversation' | 'sender'>,
): Promise<number> {
  const { conversations, clock } = context;
  const head = (await conversations.state(conversation))?.head ?? 0;
  const [last] = await conversations.entries(conversation, head, head);
  // Most machines only report: nobody took over.
  if (last === undefined || last.sender === sender) return 0;
  const entries = await conversations.entries(conversation, Math.max(1, head - ENTRIES + 1), head);
  const recent = entries.filter(({ time }) => time > clock() - SPAN);
  return turnsIn(await saidByMachines(context, recent), sender);
}

/** Who wrote the entries behind the last one of a person, in their order. */
async function saidByMachines(
  { users }: Pick<Context, 'users'>,
  entries: readonly Entry[],
): Promise<readonly Uuid[]> {
  const senders = entries.map(({ sender }) => sender);
  const known = await users.byUid([...new Set(senders)]);
  const machines = new Set(known.filter(isMachine).map(({ uid }) => uid));
  return senders.slice(senders.findLastIndex((sender) => !machines.has(sender)) + 1);
}

function turnsIn(senders: readonly Uuid[], next: Uuid): number {
  return [...senders, next].filter((sender, at, all) => at > 0 && sender !== all[at - 1]).length;
}
