import { TestBed } from '@angular/core/testing';
import { renderInConversation } from '../../../../../../testing/render-conversation.ts';
import { sampleChat } from '../../../../../../testing/sample-chat.ts';
import { message } from '../../../../../../testing/sample-messages.ts';
import { ada } from '../../../../../../testing/fake-session-client.ts';
import { person, uid } from '../../../../../../testing/sample-people.ts';
import { Composing } from '../../../../core/chat/composing.ts';
import { SlowMode } from './slow-mode.ts';

const ROOM = uid(1);

async function inSlowRoom() {
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval', 'Date'] });
  onTestFinished(() => void vi.useRealTimers());
  const [row] = sampleChat(0).rows.filter(({ type }) => type === 'group');
  const rules = { slowMode: 90, onlyAdmins: false };
  const room = { ...(row ?? expect.unreachable()), id: ROOM, isRoom: true, role: 'member', rules } as const;
  const rendered = await renderInConversation(SlowMode, {
    id: ROOM,
    content: { rows: [room] },
    providers: [Composing],
  });
  const { conversation, element, fixture } = rendered;
  const composing = fixture.debugElement.injector.get(Composing);
  const pass = async (ms: number) => {
    vi.advanceTimersByTime(ms);
    await fixture.whenStable();
  };
  const say = async (time: number, change = {}) => {
    conversation.append({
      ...message(conversation.items.get().length + 1, ada.uid, time, { text: 'hi' }),
      ...change,
    });
    await fixture.whenStable();
  };
  return {
    ...rendered,
    composing,
    pass,
    say,
    left: () => element.querySelector('[role=timer]')?.textContent,
  };
}

describe('SlowMode', () => {
  it('counts down after a message, and holds up the next one, but no edit', async () => {
    const { composing, client, element, left, pass, say } = await inSlowRoom();
    expect(element.textContent).toContain('one message every 90 seconds.');
    expect(left()).toBeUndefined();
    expect(composing.mustWait()).toBe(false);
    await say(Date.now());
    expect(left()).toContain('1:30');
    expect(composing.mustWait()).toBe(true);
    client.composer(ROOM).edit(1, 'As it should be');
    expect(composing.mustWait()).toBe(false);
    client.composer(ROOM).cancel();
    await pass(80_500);
    expect(left()).toContain('0:10');
    await pass(9_500);
    expect(left()).toBeUndefined();
    expect(composing.mustWait()).toBe(false);
  });

  it('waits for no message of others, nor for one that the server refused', async () => {
    const { conversation, fixture, composing, say } = await inSlowRoom();
    conversation.append(message(1, person(0).uid, Date.now(), { text: 'hi' }));
    await fixture.whenStable();
    expect(composing.mustWait()).toBe(false);
    await say(Date.now(), { status: 'refused' });
    expect(composing.mustWait()).toBe(false);
  });

  it('waits no longer than the room says where this clock is behind the server', async () => {
    const { left, pass, say } = await inSlowRoom();
    await say(Date.now() + 3_600_000);
    expect(left()).toContain('1:30');
    await pass(90_000);
    expect(left()).toBeUndefined();
  });

  it('lets go of the composer where slow mode ends', async () => {
    const { composing, fixture, say } = await inSlowRoom();
    await say(Date.now());
    expect(composing.slowed()).toBe(true);
    fixture.destroy();
    expect(composing.slowed()).toBe(false);
    TestBed.resetTestingModule();
  });
});
