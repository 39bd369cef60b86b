import type { DeviceFacts, Facts, Invariant, Spoken } from './facts.ts';

/** Every device opens every sealed message that it holds, and all of them read the same. */
export const sealedIsOpened: Invariant = (facts) =>
  facts.devices.flatMap((device) => [...closedIn(device), ...otherwiseRead(facts, device)]);

function closedIn({ name, windows, opened = [] }: DeviceFacts): string[] {
  const sealed = windows
    .flatMap(({ entries }) => entries)
    .filter(({ body, payload }) => body.kind === 'message' && payload?.kind === 'sealed');
  return sealed
    .filter((entry) => !opened.some((one) => isSame(one, entry)))
    .map(({ conversation, seq }) => `${name} cannot open ${seq} of ${conversation}`);
}

function otherwiseRead({ spoken }: Facts, { name, opened = [] }: DeviceFacts): string[] {
  return opened
    .filter((one) => spoken.some((said) => isSame(said, one) && said.text !== one.text))
    .map(({ conversation, seq }) => `${name} reads ${seq} of ${conversation} otherwise than others`);
}

function isSame(a: Pick<Spoken, 'conversation' | 'seq'>, b: Pick<Spoken, 'conversation' | 'seq'>): boolean {
  return a.conversation === b.conversation && a.seq === b.seq;
}
