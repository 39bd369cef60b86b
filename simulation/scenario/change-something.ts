import type { MessageItem } from '@parley/client';
import type { SdkDevice } from '../client/sdk-device.ts';
import type { Tab } from '../client/tab.ts';
import type { World } from './world.ts';

export type Try = (device: SdkDevice, task: Promise<unknown>) => void;

/** A user edits, deletes, pins or reacts to a message that they see. */
export function changeSomething({ random, devices, group, history }: World<SdkDevice>, attempt: Try): void {
  const device = random.pick(devices);
  const [tab] = device.tabs;
  const messages = tab === undefined ? [] : messagesIn(tab, group);
  if (tab === undefined || messages.length === 0) return;
  const { client } = tab;
  const { seq, own } = random.pick(messages);
  if (seq === undefined) return;
  const changes = [
    () => client.react(group, seq, random.pick(['👍', '🎉']), random.chance(0.7)),
    () => client.pin(group, seq, random.chance(0.7)),
  ];
  if (own) changes.push(() => client.edit(group, seq, { text: `${random.int(0, 999)}` }));
  if (own) changes.push(() => client.delete(group, seq));
  history.note(device.name, `changes ${seq}`);
  attempt(device, random.pick(changes)());
}

function messagesIn(tab: Tab, conversation: string): MessageItem[] {
  return tab.shown(conversation).filter((item) => item.kind === 'message');
}
