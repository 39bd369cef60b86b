import type { DeviceFacts, Facts, Invariant, Spoken } from './facts.ts';
import { isLeftOut } from './is-left-out.ts';

/** Every device opens every sealed message that it holds, and all of them read the same. */
export const sealedIsOpened: Invariant = (facts) =>
  facts.devices.flatMap((device) => [...closedIn(facts, device), ...otherwiseRead(facts, device)]);

function closedIn(facts: Facts, { name, uid, windows, opened = [] }: DeviceFacts): string[] {
  const sealed = windows
    .flatMap(({ entries }) => entries)
    .filter(({ body, payload }) => body.kind === 'message' && payload?.kind === 'sealed');
  return sealed
    .filter((entry) => entry.seq >= opensFrom(facts, uid, entry.conversation))
    .filter((entry) => !opened.some((one) => isSame(one, entry)))
    .filter((entry) => facts.heard === undefined || !isLeftOut(facts.heard, uid, entry))
    .map(({ conversation, seq }) => `${name} cannot open ${seq} of ${conversation}`);
}

/** Whoever has lost their keys opens what was said since the others were told. */
function opensFrom({ knownAnew = [] }: Facts, uid: string, conversation: string): number {
  const anew = knownAnew.find((one) => one.uid === uid && one.conversation === conversation);
  return anew === undefined ? 0 : (anew.from ?? Number.POSITIVE_INFINITY);
}

function otherwiseRead({ spoken }: Facts, { name, opened = [] }: DeviceFacts): string[] {
  return opened
    .filter((one) => spoken.some((said) => isSame(said, one) && said.text !== one.text))
    .map(({ conversation, seq }) => `${name} reads ${seq} of ${conversation} otherwise than others`);
}

function isSame(a: Pick<Spoken, 'conversation' | 'seq'>, b: Pick<Spoken, 'conversation' | 'seq'>): boolean {
  return a.conversation === b.conversation && a.seq === b.seq;
}
