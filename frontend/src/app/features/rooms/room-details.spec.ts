import { TestBed } from '@angular/core/testing';
import { By } from '@angular/platform-browser';
import type { Role, RoomMember, Uuid } from '@parley/protocol';
import { detailsOf } from '../../../../testing/fake-conversation.ts';
import { ada } from '../../../../testing/fake-session-client.ts';
import { renderInConversation } from '../../../../testing/render-conversation.ts';
import { sampleChat } from '../../../../testing/sample-chat.ts';
import { person, uid, users } from '../../../../testing/sample-people.ts';
import { Confirm } from '../../core/overlays/confirm.ts';
import { Dialogs } from '../../core/overlays/dialogs.ts';
import { Menus } from '../../core/overlays/menus.ts';
import { MemberSearch } from './member-search.ts';
import { RoomDetails } from './room-details.ts';
import { RoomMembers } from './room-members.ts';

const ROOM = uid(50);

async function render(role: Role | null, changes: { ended?: boolean } = {}) {
  const [row] = sampleChat(0).rows;
  const room = {
    ...(row ?? expect.unreachable()),
    id: ROOM,
    name: 'Gardening',
    isRoom: true,
    memberCount: 1_234,
  };
  const rendered = await renderInConversation(RoomDetails, {
    id: ROOM,
    content: { users, rows: [{ ...room, role, ...changes }] },
    inputs: { conversation: ROOM, offline: false },
  });
  const { client, element, fixture, conversation } = rendered;
  const roles = new Map<Uuid, Role>([[ada.uid, role ?? 'member']]);
  conversation.details.set(detailsOf(ROOM, 'Gardening', roles, 3));
  client.fakeRooms.inside = [
    member(0, 'member', true),
    member(1, 'admin', false),
    { user: ada, role: role ?? 'member', online: true },
  ];
  client.fakeRooms.page = 2;
  // The first page was asked for before there were any.
  for (const list of fixture.debugElement.queryAll(By.directive(RoomMembers)))
    list.injector.get(MemberSearch).reload();
  await fixture.whenStable();
  const button = (label: string) =>
    [...element.querySelectorAll('button')].find((one) => one.textContent.includes(label));
  const become = (now: { role?: Role | null; memberCount?: number }) =>
    client.conversations.set(client.conversations.get()?.map((one) => ({ ...one, ...now })));
  return { ...rendered, button, become };
}

function member(number: number, role: Role, online: boolean): RoomMember {
  return { user: person(number), role, online };
}

describe('RoomDetails', () => {
  it('counts all members and shows them a page after the other', async () => {
    const { element, button } = await render('member');
    expect(element.querySelector('parley-room-members h3')?.textContent).toMatch(/1\D?234 members/);
    await vi.waitFor(() => expect(element.querySelectorAll('li')).toHaveLength(2));
    expect(element.querySelector('li')?.textContent).toContain('online');
    button('Show more members')?.click();
    await vi.waitFor(() => expect(element.querySelectorAll('li')).toHaveLength(3));
    expect(element.querySelectorAll('li')[2]?.textContent).toContain('you');
  });

  it('asks for the members once one is in, again when somebody came or went, and not after one left', async () => {
    const { client, element, fixture, become } = await render(null);
    const members = vi.spyOn(client.fakeRooms, 'members');
    const shown = () => element.querySelectorAll('li');
    await fixture.whenStable();
    expect(members).not.toHaveBeenCalled();

    become({ role: 'member' });
    await vi.waitFor(() => expect(shown()).toHaveLength(2));
    client.fakeRooms.inside = [member(2, 'member', true)];
    become({ memberCount: 1_233 });
    await vi.waitFor(() => expect(shown()).toHaveLength(1));

    members.mockClear();
    become({ role: null });
    await vi.waitFor(() => expect(shown()).toHaveLength(0));
    await fixture.whenStable();
    expect(members).not.toHaveBeenCalled();
  });

  it.each<[Role, string[]]>([
    ['owner', ['Message', 'Make owner', 'Make admin', 'Remove from room']],
    ['admin', ['Message', 'Remove from room']],
    ['member', ['Message']],
  ])('offers what an %s can do with a member', async (role, offered) => {
    const { element } = await render(role);
    const open = vi.spyOn(TestBed.inject(Menus), 'open').mockResolvedValue();
    await vi.waitFor(() => expect(element.querySelector('[aria-haspopup=menu]')).not.toBeNull());
    element.querySelector<HTMLElement>('[aria-haspopup=menu]')?.click();
    expect(open.mock.lastCall?.[2].map(({ label }) => label)).toEqual(offered);
  });

  it('leaves when that was confirmed, and an only owner is asked for the next one first', async () => {
    const { client, button } = await render('member');
    const ask = vi.spyOn(TestBed.inject(Confirm), 'ask').mockResolvedValue(true);
    const leave = vi.spyOn(client.groups, 'leave');
    button('Leave room')?.click();
    await vi.waitFor(() => expect(leave).toHaveBeenCalledWith(ROOM));
    expect(ask.mock.lastCall?.[0].title).toBe('Leave this room?');

    TestBed.resetTestingModule();
    const owned = await render('owner');
    const again = vi.spyOn(TestBed.inject(Confirm), 'ask').mockResolvedValue(true);
    const stay = vi.spyOn(owned.client.groups, 'leave');
    owned.button('Leave room')?.click();
    await vi.waitFor(() => expect(again).toHaveBeenCalled());
    expect(again.mock.lastCall?.[0].title).toBe('Make someone else an owner first');
    expect(stay).not.toHaveBeenCalled();
  });

  it('deletes only after its name was typed, and offers that to owners', async () => {
    const { client, button } = await render('owner');
    const end = vi.spyOn(client.groups, 'end');
    const show = vi.spyOn(TestBed.inject(Dialogs), 'show').mockResolvedValue(undefined);
    button('Delete room')?.click();
    await vi.waitFor(() => expect(show).toHaveBeenCalled());
    expect(show.mock.lastCall?.[2]).toEqual({ data: 'Gardening' });
    expect(end).not.toHaveBeenCalled();
    show.mockResolvedValue(true);
    button('Delete room')?.click();
    await vi.waitFor(() => expect(end).toHaveBeenCalledWith(ROOM));

    TestBed.resetTestingModule();
    expect((await render('admin')).button('Delete room')).toBeUndefined();
  });

  it('changes nothing in a deleted room, and shows nobody to who has left', async () => {
    const ended = await render('owner', { ended: true });
    for (const label of ['Leave room', 'Delete room']) expect(ended.button(label)).toBeUndefined();
    TestBed.resetTestingModule();
    const left = await render(null);
    expect(left.element.querySelector('parley-room-members')).toBeNull();
  });
});
