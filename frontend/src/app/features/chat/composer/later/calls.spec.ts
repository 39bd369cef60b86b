import { TestBed } from '@angular/core/testing';
import { type MessageItem, NoAnswerError } from '@parley/client';
import { EVERYONE, ONLINE, type Role, type RoomMembersPage, type Uuid } from '@parley/protocol';
import { detailsOf } from '../../../../../../testing/fake-conversation.ts';
import { ada } from '../../../../../../testing/fake-session-client.ts';
import { renderInConversation } from '../../../../../../testing/render-conversation.ts';
import { sampleChat } from '../../../../../../testing/sample-chat.ts';
import { person, uid, users } from '../../../../../../testing/sample-people.ts';
import { sealedWith } from '../../../../../../testing/sample-sealing.ts';
import { Composing } from '../../../../core/chat/composing.ts';
import { Composer } from '../composer.ts';

const GROUP = uid(1);
const [grace, alan] = [person(0), person(1)];

interface Place {
  readonly role?: Role;
  readonly memberCount?: number;
  readonly isRoom?: boolean;
  readonly online?: readonly Uuid[];
}

async function compose({
  role = 'member',
  memberCount = 3,
  isRoom = false,
  online = [grace.uid],
}: Place = {}) {
  vi.stubGlobal('matchMedia', () => ({ matches: false }));
  const [row = expect.unreachable()] = sampleChat(0).rows.filter(({ type }) => type === 'group');
  const rendered = await renderInConversation(Composer, {
    id: GROUP,
    content: {
      users,
      rows: [{ ...row, id: GROUP, isRoom, role, memberCount }],
      presence: new Map(online.map((one) => [one, { uid: one, online: true }])),
    },
    providers: [Composing],
  });
  const { client, conversation, element, fixture } = rendered;
  client.sealed.set(new Map([[GROUP, sealedWith({ protection: isRoom ? 'open' : 'sealed' })]]));
  const roles = new Map<Uuid, Role>([ada.uid, grace.uid, alan.uid].map((one) => [one, 'member']));
  conversation.details.set(detailsOf(GROUP, 'Kitchen', roles, 3));
  await fixture.whenStable();
  const line = () => element.querySelector('parley-call-line')?.textContent;
  const write = async (text: string) => {
    client.composer(GROUP).write(text, text.length);
    await fixture.whenStable();
  };
  const send = async () => {
    element.querySelector('form')?.dispatchEvent(new Event('submit', { cancelable: true }));
    await fixture.whenStable();
    const sent = conversation.items.get().filter((item): item is MessageItem => item.kind === 'message');
    return sent.at(-1)?.content?.mentions;
  };
  return { ...rendered, line, write, send };
}

describe('calls', () => {
  afterEach(() => vi.unstubAllGlobals());

  it('says whom @all notifies before it is sent, and says it in the message', async () => {
    const { line, write, send } = await compose({ memberCount: 12 });
    await write('Lunch, @all!');
    await vi.waitFor(() => expect(line()).toBe('@all notifies everyone here: 11 people.'));
    expect(await send()).toEqual([EVERYONE]);
    await vi.waitFor(() => expect(line()).toBeUndefined());
  });

  it('names those who are online for @here', async () => {
    const { line, write, send } = await compose();
    await write('@here lunch');
    await vi.waitFor(() => expect(line()).toBe('@here notifies 1 person who is online.'));
    expect(await send()).toEqual([ONLINE, grace.uid]);
  });

  it('is no mention where nobody is told, and says so', async () => {
    const alone = await compose({ online: [] });
    await alone.write('@here lunch');
    await vi.waitFor(() => expect(alone.line()).toContain('@here notifies nobody: no one else is online.'));
    expect(await alone.send()).toBeUndefined();
  });

  it('is no mention where nobody else is in', async () => {
    const { line, write, send } = await compose({ memberCount: 1 });
    await write('@all lunch');
    await vi.waitFor(() => expect(line()).toContain('no one else is in here'));
    expect(await send()).toBeUndefined();
  });

  it('is for owners and admins alone in a large group', async () => {
    for (const [role, mentions] of [
      ['member', undefined],
      ['admin', [EVERYONE]],
    ] as const) {
      const { line, write, send } = await compose({ role, memberCount: 51 });
      await write('@all look');
      const said = role === 'member' ? 'notify nobody' : 'notifies everyone';
      await vi.waitFor(() => expect(line()).toContain(said));
      expect(await send()).toEqual(mentions);
      vi.unstubAllGlobals();
      TestBed.resetTestingModule();
    }
  });

  it('asks the server who is online in a room, and nobody before it is written', async () => {
    const { client, line, write, send } = await compose({ isRoom: true });
    client.fakeRooms.inside = [
      { user: ada, role: 'member', online: true },
      { user: alan, role: 'member', online: true },
      { user: grace, role: 'member', online: false },
    ];
    await write('@here lunch');
    await vi.waitFor(() => expect(line()).toBe('@here notifies 1 person who is online.'));
    expect(await send()).toEqual([ONLINE, alan.uid]);
  });

  it('asks once for all letters behind it, and keeps the line meanwhile', async () => {
    const { client, element, fixture, write } = await compose({ isRoom: true });
    client.fakeRooms.inside = [{ user: alan, role: 'member', online: true }];
    const ask = vi.spyOn(client.fakeRooms, 'members');
    await write('@here');
    await vi.waitFor(() => expect(element.textContent).toContain('@here notifies 1 person'));
    const line = element.querySelector('parley-call-line');
    for (const text of ['@here l', '@here lu', '@here lun']) {
      client.composer(GROUP).write(text, text.length);
      TestBed.tick();
      expect(element.querySelector('parley-call-line')).toBe(line);
      await fixture.whenStable();
    }
    expect(ask.mock.calls.filter(([, name]) => name === '')).toHaveLength(1);
  });

  /** Sends `@here lunch` in a room whose server has not said yet who is online. */
  async function sendEarly() {
    const rendered = await compose({ isRoom: true });
    const { client, element, line } = rendered;
    const answer = Promise.withResolvers<RoomMembersPage>();
    vi.spyOn(client.fakeRooms, 'members').mockReturnValue(answer.promise);
    const write = (text: string) => client.composer(GROUP).write(text, text.length);
    write('@here lunch');
    await vi.waitFor(() => expect(line()).toBe('Looking who is online …'));
    const press = () =>
      element.querySelector('form')?.dispatchEvent(new Event('submit', { cancelable: true }));
    press();
    return {
      ...{ ...rendered, write, press },
      answer: () => answer.resolve({ members: [{ user: alan, role: 'member', online: true }] }),
    };
  }

  it('holds a message until it is known who is online, and sends it once', async () => {
    const { answer, conversation, fixture, press } = await sendEarly();
    press();
    TestBed.tick();
    expect(conversation.items.get()).toEqual([]);
    answer();
    await fixture.whenStable();
    expect(conversation.items.get()).toMatchObject([
      { content: { text: '@here lunch', mentions: [ONLINE, alan.uid] } },
    ]);
  });

  it('sends nothing that was held where the user goes on writing', async () => {
    const { answer, conversation, fixture, line, send, write } = await sendEarly();
    write('@here lunch at');
    TestBed.tick();
    answer();
    await fixture.whenStable();
    expect(line()).toContain('1 person');
    expect(conversation.items.get()).toEqual([]);
    expect(await send()).toEqual([ONLINE, alan.uid]);
  });

  it('sends nothing that was held where the conversation is closed meanwhile', async () => {
    const { answer, client, conversation, fixture } = await sendEarly();
    client.conversations.set(client.conversations.get()?.map((row) => ({ ...row, role: null })));
    TestBed.tick();
    answer();
    await fixture.whenStable();
    expect(conversation.items.get()).toEqual([]);
  });

  it('says that nobody is told where the server does not answer, and sends the text', async () => {
    const { client, line, write, send } = await compose({ isRoom: true });
    vi.spyOn(client.fakeRooms, 'members').mockRejectedValue(new NoAnswerError());
    await write('@here lunch');
    await vi.waitFor(() => expect(line()).toContain('@here notifies nobody now'));
    expect(await send()).toBeUndefined();
    await vi.waitFor(() => expect(line()).toBeUndefined());
  });

  it('asks again with the connection, and reaches those of before until then', async () => {
    const { client, line, write, send } = await compose({ isRoom: true });
    client.fakeRooms.inside = [{ user: alan, role: 'member', online: true }];
    client.connection.set({ kind: 'offline', since: 0 });
    await write('@here lunch');
    await vi.waitFor(() => expect(line()).toContain('@here notifies nobody now'));
    client.connection.set({ kind: 'online' });
    await vi.waitFor(() => expect(line()).toBe('@here notifies 1 person who is online.'));
    client.connection.set({ kind: 'offline', since: 0 });
    expect(await send()).toEqual([ONLINE, alan.uid]);
  });

  it.each([false, true])(
    'mentions all in what is pasted and sent at once (in a room: %s)',
    async (isRoom) => {
      const { client, conversation, send } = await compose({ isRoom });
      client.composer(GROUP).write('@all lunch', 10);
      await send();
      await vi.waitFor(() => expect(conversation.items.get()).toHaveLength(1));
      expect(conversation.items.get()).toMatchObject([{ content: { mentions: [EVERYONE] } }]);
    },
  );

  it('does not take code, quotes or a mail address for a call', async () => {
    const { fixture, line, write } = await compose();
    for (const text of ['`@all`', '> @all', 'me@all.example']) {
      await write(text);
      await fixture.whenStable();
      expect(line()).toBeUndefined();
    }
  });

  it('offers both where a mention is typed, behind the people', async () => {
    const { element, fixture } = await compose();
    const field = element.querySelector('textarea') ?? expect.unreachable();
    field.value = '@';
    field.dispatchEvent(new Event('input'));
    await fixture.whenStable();
    const offered = () => [...element.querySelectorAll('li > .username')].map((one) => one.textContent);
    await vi.waitFor(() => expect(offered().slice(-2)).toEqual(['@all', '@here']));
    // Back to the button before the field.
    const back = new KeyboardEvent('keydown', { key: 'Tab', shiftKey: true, cancelable: true });
    expect([field.dispatchEvent(back), field.value]).toEqual([true, '@']);
  });
});
