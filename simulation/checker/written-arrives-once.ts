import type { DeviceFacts, Facts, Intent, Invariant, Spoken } from './facts.ts';

/** Every written message arrives once, in the order of writing, unless it was set aside in the outbox. */
export const writtenArrivesOnce: Invariant = (facts) =>
  facts.devices.flatMap((device) => [
    ...device.intents.flatMap((intent) => wrongNumber(facts, device, intent)),
    ...outOfOrder(facts, device),
  ]);

function arrivals({ spoken }: Facts, intent: Intent): Spoken[] {
  return spoken.filter(
    ({ text, conversation }) => text === intent.text && conversation === intent.conversation,
  );
}

function wrongNumber(facts: Facts, device: DeviceFacts, intent: Intent): string[] {
  const times = arrivals(facts, intent).length;
  const kept = device.outbox.find(({ text }) => text === intent.text);
  if (times > 1) return [`${intent.text} arrived ${times} times`];
  if (times === 1 && kept !== undefined) return [`${intent.text} arrived and is still in the outbox`];
  if (times === 0 && kept === undefined) return [`${intent.text} was lost`];
  return kept?.waiting === true ? [`${intent.text} was never sent`] : [];
}

function outOfOrder(facts: Facts, { intents }: DeviceFacts): string[] {
  const reached = new Map<string, number>();
  return intents.flatMap((intent) => {
    const seq = arrivals(facts, intent)[0]?.seq;
    if (seq === undefined) return [];
    const before = reached.get(intent.conversation) ?? 0;
    reached.set(intent.conversation, Math.max(before, seq));
    return seq > before ? [] : [`${intent.text} arrived before what was written before it`];
  });
}
