import { TestBed } from '@angular/core/testing';
import { ada } from '../../../../../testing/fake-session-client.ts';
import { renderInConversation } from '../../../../../testing/render-conversation.ts';
import { uid } from '../../../../../testing/sample-people.ts';
import { Confirm } from '../../../core/overlays/confirm.ts';
import { RoomHooks } from './room-hooks.ts';

const ROOM = uid(1);

describe('RoomHooks', () => {
  async function render() {
    const rendered = await renderInConversation(RoomHooks, { id: ROOM, inputs: { room: ROOM } });
    const { element, fixture, client } = rendered;
    const lines = () => [...element.querySelectorAll('li')].map((line) => line.textContent.trim());
    const make = async (values: Readonly<Record<string, string>>) => {
      for (const [name, value] of Object.entries(values)) {
        const field = element.querySelector<HTMLInputElement>(`form input[name=${name}]`);
        Object.assign(field ?? expect.unreachable(), { value });
      }
      element.querySelector('form')?.dispatchEvent(new Event('submit', { cancelable: true }));
      await fixture.whenStable();
    };
    const shown = () => element.querySelector('parley-copyable code')?.textContent;
    return { ...rendered, rooms: client.fakeRooms, lines, make, shown };
  }

  it('makes one that tools post to, and shows its address this once', async () => {
    const { lines, make, shown } = await render();
    expect(lines()).toEqual(['There are no webhooks here.']);
    await make({ name: 'Grafana' });
    expect(shown()).toBe(`${location.origin}/hooks/a-secret`);
    await vi.waitFor(() => expect(lines()[0]).toContain('Tools post to it · never used'));
  });

  it('makes one that calls an address on words, and shows its secret', async () => {
    const { element, fixture, rooms, lines, make, shown } = await render();
    element.querySelectorAll<HTMLInputElement>('input[type=radio]')[1]?.click();
    await fixture.whenStable();
    await make({ name: 'Deployer', url: 'https://example.org/', words: '!deploy  ship' });
    expect(shown()).toBe('a-secret');
    expect(rooms.made).toMatchObject([{ kind: 'outgoing', words: ['!deploy', 'ship'] }]);
    await vi.waitFor(() => expect(lines()[0]).toContain('Calls https://example.org/ on !deploy, ship'));
  });

  it('takes over what somebody else has made', async () => {
    const { rooms, element, fixture, make } = await render();
    await make({ name: 'Grafana' });
    const button = () => element.querySelector<HTMLButtonElement>('[aria-label="Take over Grafana"]');
    await vi.waitFor(() => expect(button()).not.toBeNull());
    button()?.click();
    await fixture.whenStable();
    await vi.waitFor(() => expect(button()).toBeNull());
    expect(rooms.made).toMatchObject([{ name: 'Grafana', createdBy: ada.uid }]);
    expect(element.textContent).toContain('It keeps the address and secret');
  });

  it('shows the last error, and revokes', async () => {
    const { rooms, fixture, element, lines, make } = await render();
    await make({ name: 'Grafana' });
    const [hook] = rooms.made;
    if (hook !== undefined) rooms.made[0] = { ...hook, lastError: { time: 1, message: 'no_text' } };
    await make({ name: 'Sentry' });
    await vi.waitFor(() => expect(lines()[0]).toContain('no_text'));
    vi.spyOn(TestBed.inject(Confirm), 'ask').mockResolvedValue(true);
    element.querySelector<HTMLButtonElement>('[aria-label="Revoke Grafana"]')?.click();
    await fixture.whenStable();
    await vi.waitFor(() => expect(lines()).toHaveLength(1));
  });

  it('does not take a list that has not come for an empty one, and asks again when the connection is back', async () => {
    const { client, rooms, element, fixture, lines } = await render();
    client.connection.set({ kind: 'offline', since: 0 });
    const list = vi.spyOn(rooms.hooks, 'list').mockRejectedValue(new Error('offline'));
    fixture.componentRef.setInput('room', uid(2));
    await vi.waitFor(() => expect(element.querySelector('parley-problem-note')).not.toBeNull());
    expect(lines()).toEqual([]);
    list.mockRestore();
    client.connection.set({ kind: 'online' });
    await vi.waitFor(() => expect(lines()).toEqual(['There are no webhooks here.']));
    expect(element.querySelector('parley-problem-note')).toBeNull();
  });
});
