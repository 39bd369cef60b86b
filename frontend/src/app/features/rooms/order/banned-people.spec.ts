import { TestBed } from '@angular/core/testing';
import type { NoticeItem } from '@parley/client';
import { ParleyError } from '@parley/protocol';
import { ada } from '../../../../../testing/fake-session-client.ts';
import { renderInConversation } from '../../../../../testing/render-conversation.ts';
import { person, uid } from '../../../../../testing/sample-people.ts';
import { Toasts } from '../../../core/overlays/toasts.ts';
import { BannedPeople } from './banned-people.ts';

const ROOM = uid(50);
const [grace, alan] = [person(0), person(1)];

async function render() {
  const rendered = await renderInConversation(BannedPeople, { id: ROOM, inputs: { room: ROOM } });
  const { client, conversation, element } = rendered;
  client.fakeRooms.banned = [grace];
  const names = () => [...element.querySelectorAll('li .ellipsis:first-child')].map((one) => one.textContent);
  const ban = (seq: number, member: string) => {
    const body: NoticeItem['body'] = { kind: 'banned', member, wasIn: true };
    conversation.append({ kind: 'notice', id: uid(seq), seq, sender: ada.uid, time: 0, body });
  };
  // The list was asked for before anybody was banned.
  ban(2, grace.uid);
  await vi.waitFor(() => expect(names()).toEqual([grace.displayName]));
  return { ...rendered, names, ban };
}

describe('BannedPeople', () => {
  it('says that the same person can come back, and follows who is banned', async () => {
    const { client, element, names, ban } = await render();
    expect(element.textContent).toContain('The same person can come back with another one.');
    client.fakeRooms.banned = [grace, alan];
    ban(3, alan.uid);
    await vi.waitFor(() => expect(names()).toEqual([grace.displayName, alan.displayName]));
  });

  it('lifts a ban, and says why it could not', async () => {
    const { client, element, fixture, names } = await render();
    vi.spyOn(TestBed.inject(Toasts), 'say').mockResolvedValue();
    const lift = () =>
      element.querySelector<HTMLElement>(`[aria-label="Lift ban of ${grace.displayName}"]`)?.click();
    client.fakeRooms.refusal = new ParleyError('E_FORBIDDEN');
    lift();
    await vi.waitFor(() => expect(element.querySelector('[role=alert]')).not.toBeNull());
    await fixture.whenStable();
    client.fakeRooms.banned = [];
    lift();
    await vi.waitFor(() => expect(names()).toEqual([]));
    expect(client.fakeRooms.ordered).toEqual([['unban', ROOM, grace.uid]]);
    expect(element.textContent).toContain('Nobody is banned.');
  });
});
