import type { ProvenPassword } from '@parley/client';
import type { Provider, Type } from '@angular/core';
import type { FakeAccountKeys } from './fake-account-keys.ts';
import { FakeSessionClient } from './fake-session-client.ts';
import { renderInConversation } from './render-conversation.ts';
import { uid } from './sample-people.ts';

/** A password that the server has taken. */
export const PROVEN: ProvenPassword = {
  derived: {
    kdf: { name: 'argon2id', memoryKiB: 64 * 1024, iterations: 3, parallelism: 1, salt: '' },
    keyEncryptionKey: new Uint8Array(32),
  },
  prove: () => Promise.reject(new Error('nothing here needs another proof')),
};

/** A component for somebody whose account has keys. */
export async function renderWithKeys<T>(
  component: Type<T>,
  keys: FakeAccountKeys,
  inputs: Readonly<Record<string, unknown>> = {},
  providers: Provider[] = [],
) {
  vi.spyOn(FakeSessionClient.prototype, 'keys').mockResolvedValue(keys);
  vi.spyOn(FakeSessionClient.prototype, 'prove').mockResolvedValue(PROVEN);
  return renderInConversation(component, { id: uid(1), inputs, providers });
}

/** Types into the field with this label. */
export function type(element: HTMLElement, label: string, text: string): void {
  const found = [...element.querySelectorAll('label')].find((one) => one.textContent.trim() === label);
  const input = found && element.querySelector<HTMLInputElement>(`#${found.htmlFor}`);
  if (!input) return expect.unreachable(`no field ${label}`);
  input.value = text;
  input.dispatchEvent(new Event('input'));
}

/** Presses the button with this name. */
export function press(element: HTMLElement, name: string): void {
  const found = [...element.querySelectorAll('button')].find((one) => one.textContent.trim() === name);
  (found ?? expect.unreachable(`no button ${name}`)).click();
}
