import type { ConversationRow, NoticeItem } from '@parley/client';
import { TestBed } from '@angular/core/testing';
import { ParleyError, TIMING } from '@parley/protocol';
import { FakeConversation } from '../../../../../../testing/fake-conversation.ts';
import { ada } from '../../../../../../testing/fake-session-client.ts';
import { renderInConversation } from '../../../../../../testing/render-conversation.ts';
import { sampleChat } from '../../../../../../testing/sample-chat.ts';
import { uid } from '../../../../../../testing/sample-people.ts';
import { Clock } from '../../../../core/device/clock.ts';
import { Toasts } from '../../../../core/overlays/toasts.ts';
import { whenOf } from '../../../../shared/later/when-of.ts';
import { longDate } from '../../../../shared/later/long-date.ts';
import { ClosedRoom } from './closed-room.ts';

const ROOM = uid(50);

async function render(
  state: Partial<ConversationRow> & Pick<ConversationRow, 'ended' | 'role'>,
  ...items: readonly NoticeItem[]
) {
  const [{ draft: _draft, ...row } = expect.unreachable()] = sampleChat(0).rows;
  const time = Date.now();
  const end: NoticeItem = {
    ...{ kind: 'notice', id: uid(2), seq: 2, sender: ada.uid, time },
    body: { kind: 'ended' },
  };
  const rendered = await renderInConversation(ClosedRoom, {
    id: ROOM,
    content: {
      rows: [{ ...row, id: ROOM, isRoom: true, ...state }],
      open: () => new FakeConversation(ROOM, state.ended ? [end] : items),
    },
  });
  return { ...rendered, time };
}

describe('ClosedRoom', () => {
  it('says until when a deleted room can be read', async () => {
    const { element, time } = await render({ ended: true, role: 'member' });
    expect(element.textContent).toContain(`You can read it until ${longDate(time + TIMING.readOn)}.`);
    expect(element.querySelector('button')).toBeNull();
  });

  it('lets who has left join again', async () => {
    const { element, client, fixture } = await render({ ended: false, role: null });
    expect(element.textContent).toContain("You're no longer in this room.");
    element.querySelector('button')?.click();
    await fixture.whenStable();
    expect(client.fakeRooms.joined).toEqual([ROOM]);
  });

  it('says who was banned that they were', async () => {
    const ban: NoticeItem = {
      ...{ kind: 'notice', id: uid(2), seq: 2, sender: uid(7), time: Date.now() },
      body: { kind: 'banned', member: ada.uid, wasIn: true },
    };
    const { element, client, fixture } = await render({ ended: false, role: null }, ban);
    expect(element.textContent).toContain('You were banned from this room.');
    const again = new ParleyError('E_BANNED');
    client.fakeRooms.refusal = again;
    const say = vi.spyOn(TestBed.inject(Toasts), 'say').mockResolvedValue();
    element.querySelector('button')?.click();
    await fixture.whenStable();
    expect(say).toHaveBeenCalledWith(again.message);
  });

  it('says until when somebody is muted, and that nothing is lost', async () => {
    const mutedUntil = Date.now() + 60_000;
    const { element } = await render({ ended: false, role: 'member', mutedUntil });
    expect(element.textContent).toContain(
      `You're muted in this room until ${whenOf(mutedUntil, Date.now())}.`,
    );
    expect(element.textContent).not.toContain('is kept');
    expect(element.querySelector('button')).toBeNull();
    TestBed.resetTestingModule();
    const written = await render({ ended: false, role: 'member', mutedUntil, draft: 'What I' });
    expect(written.element.textContent).toContain('What you were writing is kept.');
  });

  it('lets write again in the moment that a mute ends', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'Date'] });
    onTestFinished(() => void vi.useRealTimers());
    await render({ ended: false, role: 'member', mutedUntil: Date.now() + 10_000 });
    const now = TestBed.inject(Clock).now;
    const before = now();
    vi.advanceTimersByTime(9_999);
    expect(now()).toBe(before);
    vi.advanceTimersByTime(1);
    expect(now()).toBe(before + 10_000);
  });

  it('lets write again at once where somebody ends the mute', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'Date'] });
    onTestFinished(() => void vi.useRealTimers());
    const { client, fixture } = await render({
      ended: false,
      role: 'member',
      mutedUntil: Date.now() + 60_000,
    });
    vi.setSystemTime(Date.now() + 5_000);
    const mutedUntil = Date.now();
    client.conversations.set(client.conversations.get()?.map((row) => ({ ...row, mutedUntil })));
    await fixture.whenStable();
    expect(TestBed.inject(Clock).now()).toBe(mutedUntil);
  });

  it('says that only owners and admins write', async () => {
    const rules = { slowMode: 0, onlyAdmins: true };
    const { element } = await render({ ended: false, role: 'member', rules });
    expect(element.textContent).toContain('Only owners and admins write in this room.');
  });
});
