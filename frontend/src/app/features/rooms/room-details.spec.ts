import { TestBed } from '@angular/core/testing';
import { By } from '@angular/platform-browser';
import {
  ParleyError,
  type Role,
  type RoomMember,
  type RoomRules,
  type User,
  type Uuid,
} from '@parley/protocol';
import { detailsOf } from '../../../../testing/fake-conversation.ts';
import { ada } from '../../../../testing/fake-session-client.ts';
import { renderInConversation } from '../../../../testing/render-conversation.ts';
import { sampleChat } from '../../../../testing/sample-chat.ts';
import { person, uid, users } from '../../../../testing/sample-people.ts';
import { Confirm } from '../../core/overlays/confirm.ts';
import { Dialogs } from '../../core/overlays/dialogs.ts';
import { Menus } from '../../core/overlays/menus.ts';
import { MemberSearch } from './members/member-search.ts';
import { Toasts } from '../../core/overlays/toasts.ts';
import { ORDER_MESSAGES } from './order/order-messages.ts';
import { RoomDetails } from './room-details.ts';
import { RoomMembers } from './members/room-members.ts';

const ROOM = uid(50);

interface Changes {
  readonly ended?: boolean;
  readonly memberCount?: number;
  readonly rules?: RoomRules;
}

async function render(role: Role | null, changes: Changes = {}, first: Partial<RoomMember> = {}) {
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
    { ...member(0, 'member', true), ...first },
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
  const menuOf = async (number: number) => {
    const open = vi.spyOn(TestBed.inject(Menus), 'open').mockResolvedValue();
    await vi.waitFor(() => expect(element.querySelector('[aria-haspopup=menu]')).not.toBeNull());
    element.querySelectorAll<HTMLElement>('[aria-haspopup=menu]')[number]?.click();
    return open.mock.lastCall?.[2] ?? expect.unreachable();
  };
  const become = (now: { role?: Role | null; memberCount?: number }) =>
    client.conversations.set(client.conversations.get()?.map((one) => ({ ...one, ...now })));
  return { ...rendered, button, menuOf, become };
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
    ['owner', ['Message', 'Make owner', 'Make admin', 'Mute', 'Remove from room', 'Ban from room']],
    ['admin', ['Message', 'Mute', 'Remove from room', 'Ban from room']],
    ['member', ['Message']],
  ])('offers what an %s can do with a member', async (role, offered) => {
    const { menuOf } = await render(role);
    expect((await menuOf(0)).map(({ label }) => label)).toEqual(offered);
  });

  it('mutes for the time that was chosen, bans when that was confirmed, and says where somebody can come back', async () => {
    const { client, menuOf } = await render('admin');
    const member = person(0);
    const press = async (label: string) => {
      await (await menuOf(0)).find((entry) => entry.label === label)?.run();
    };
    vi.spyOn(TestBed.inject(Toasts), 'say').mockResolvedValue();
    const show = vi.spyOn(TestBed.inject(Dialogs), 'show').mockResolvedValue(undefined);
    await press('Mute');
    expect(client.fakeRooms.ordered).toEqual([]);
    show.mockResolvedValue(600);
    await press('Mute');
    expect(client.fakeRooms.ordered).toEqual([['mute', ROOM, member.uid, 600]]);

    const ask = vi.spyOn(TestBed.inject(Confirm), 'ask').mockResolvedValue(false);
    await press('Ban from room');
    expect(ask.mock.lastCall?.[0].text).toContain('the same person can come back with another one');
    expect(client.fakeRooms.ordered).toHaveLength(1);
    ask.mockResolvedValue(true);
    await press('Ban from room');
    expect(client.fakeRooms.ordered.at(-1)).toEqual(['ban', ROOM, member.uid]);
  });

  it('shows who is muted, and lets them write again', async () => {
    const { client, element, menuOf } = await render('admin', {}, { mutedUntil: Date.now() + 60_000 });
    expect(element.querySelector('li')?.textContent).toContain('muted until');
    vi.spyOn(TestBed.inject(Toasts), 'say').mockResolvedValue();
    await (await menuOf(0)).find(({ label }) => label === 'Let write again')?.run();
    expect(client.fakeRooms.ordered).toEqual([['mute', ROOM, person(0).uid, 0]]);
  });

  it('leaves when that was confirmed', async () => {
    const { client, button } = await render('member');
    const ask = vi.spyOn(TestBed.inject(Confirm), 'ask').mockResolvedValue(true);
    const leave = vi.spyOn(client.groups, 'leave');
    button('Leave room')?.click();
    await vi.waitFor(() => expect(leave).toHaveBeenCalledWith(ROOM));
    expect(ask.mock.lastCall?.[0].title).toBe('Leave this room?');
  });

  it('promises no way back into a room with a password', async () => {
    const { conversation, button } = await render('member');
    const details = conversation.details.get() ?? expect.unreachable();
    conversation.details.set({ ...details, state: { ...details.state, lock: uid(7) } });
    const ask = vi.spyOn(TestBed.inject(Confirm), 'ask').mockResolvedValue(false);
    await vi.waitFor(() => {
      button('Leave room')?.click();
      expect(ask.mock.lastCall?.[0].text).toContain('need its password');
    });
  });

  it('asks an only owner who leaves for the next one, and leaves then', async () => {
    const { client, button } = await render('owner');
    const show = vi.spyOn(TestBed.inject(Dialogs), 'show').mockResolvedValue(undefined);
    const [leave, make] = [vi.spyOn(client.groups, 'leave'), vi.spyOn(client.groups, 'changeRole')];
    button('Leave room')?.click();
    await vi.waitFor(() => expect(show.mock.lastCall?.[0]).toBe('Choose the next owner'));
    expect(make).not.toHaveBeenCalled();
    show.mockResolvedValue(person(0));
    button('Leave room')?.click();
    await vi.waitFor(() => expect(leave).toHaveBeenCalledWith(ROOM));
    expect(make.mock.calls).toEqual([[ROOM, person(0).uid, 'owner']]);
  });

  it('stays where the next owner could not be made, and says why', async () => {
    const { client, button, element } = await render('owner');
    vi.spyOn(TestBed.inject(Dialogs), 'show').mockResolvedValue(person(0));
    const leave = vi.spyOn(client.groups, 'leave');
    vi.spyOn(client.groups, 'changeRole').mockRejectedValue(new ParleyError('E_NOT_A_MEMBER'));
    button('Leave room')?.click();
    await vi.waitFor(() => expect(element.querySelector('parley-problem-note')).not.toBeNull());
    expect(leave).not.toHaveBeenCalled();
  });

  it('offers to delete the room to its only member, who has nobody to leave it to', async () => {
    const { client, button } = await render('owner', { memberCount: 1 });
    const show = vi.spyOn(TestBed.inject(Dialogs), 'show').mockResolvedValue(true);
    const [leave, end] = [vi.spyOn(client.groups, 'leave'), vi.spyOn(client.groups, 'end')];
    expect(button('Hand over room')).toBeUndefined();
    button('Leave room')?.click();
    await vi.waitFor(() => expect(end).toHaveBeenCalledWith(ROOM));
    expect(show.mock.lastCall?.[2]?.data).toMatchObject({
      name: 'Gardening',
      why: ORDER_MESSAGES.onlyMember,
    });
    expect(leave).not.toHaveBeenCalled();
  });

  it('asks for the next owner where somebody joined while the only member confirmed to delete', async () => {
    const { client, button, become } = await render('owner', { memberCount: 1 });
    const end = vi.spyOn(client.groups, 'end');
    const show = vi.spyOn(TestBed.inject(Dialogs), 'show').mockImplementationOnce(async () => {
      become({ memberCount: 2 });
      return true;
    });
    show.mockResolvedValueOnce(undefined);
    button('Leave room')?.click();
    await vi.waitFor(() => expect(show.mock.lastCall?.[0]).toBe('Choose the next owner'));
    expect(end).not.toHaveBeenCalled();
  });

  it('hands a room over: the next owner comes before the role is given up', async () => {
    const { client, button } = await render('owner');
    vi.spyOn(TestBed.inject(Dialogs), 'show').mockResolvedValue(person(0));
    vi.spyOn(TestBed.inject(Toasts), 'say').mockResolvedValue();
    const make = vi.spyOn(client.groups, 'changeRole');
    button('Hand over room')?.click();
    await vi.waitFor(() => expect(make).toHaveBeenCalledTimes(2));
    expect(make.mock.calls).toEqual([
      [ROOM, person(0).uid, 'owner'],
      [ROOM, ada.uid, 'admin'],
    ]);
  });

  it('lets administrators of the server give an owner to a room whose owners are all gone, and nobody else', async () => {
    const { client, button, conversation, fixture } = await render('member');
    const gone: User = { ...person(3), removed: true };
    client.people.users.set(new Map([...users, [gone.uid, gone]]));
    client.me.set({ ...ada, admin: false });
    const owners = (...uids: Uuid[]) =>
      conversation.details.set(detailsOf(ROOM, 'Gardening', new Map(uids.map((id) => [id, 'owner'])), 3));
    owners(gone.uid);
    await fixture.whenStable();
    expect(button('Choose an owner')).toBeUndefined();
    client.me.set({ ...ada, admin: true });
    owners(gone.uid, person(1).uid);
    await fixture.whenStable();
    expect(button('Choose an owner')).toBeUndefined();
    owners(gone.uid);
    await fixture.whenStable();
    vi.spyOn(TestBed.inject(Dialogs), 'show').mockResolvedValue(person(1));
    vi.spyOn(TestBed.inject(Toasts), 'say').mockResolvedValue();
    button('Choose an owner')?.click();
    await vi.waitFor(() => expect(client.fakeRooms.ordered).toEqual([['appoint', ROOM, person(1).uid]]));
  });

  it('deletes only after its name was typed, and offers that to owners', async () => {
    const { client, button } = await render('owner');
    const end = vi.spyOn(client.groups, 'end');
    const show = vi.spyOn(TestBed.inject(Dialogs), 'show').mockResolvedValue(undefined);
    button('Delete room')?.click();
    await vi.waitFor(() => expect(show).toHaveBeenCalled());
    expect(show.mock.lastCall?.[2]).toEqual({ data: { name: 'Gardening' } });
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
