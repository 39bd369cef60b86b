import { renderInConversation } from '../../../../../../testing/render-conversation.ts';
import { message } from '../../../../../../testing/sample-messages.ts';
import { uid } from '../../../../../../testing/sample-people.ts';
import { BrokenLine } from './broken-line.ts';

describe('BrokenLine', () => {
  const id = '00000000-0000-4000-8000-0000000000c1';

  it('says nothing as long as the log holds', async () => {
    const { element } = await renderInConversation(BrokenLine, { id });
    expect(element.textContent.trim()).toBe('');
  });

  it('tells of this conversation alone, as an alert, until its log holds again', async () => {
    const { element, fixture, client } = await renderInConversation(BrokenLine, { id });
    client.broken.set(new Set(['00000000-0000-4000-8000-0000000000c2']));
    await fixture.whenStable();
    expect(element.textContent.trim()).toBe('');

    client.broken.set(new Set([id]));
    await fixture.whenStable();
    expect(element.querySelector('[role=alert]')?.textContent).toContain('wrong with this conversation');

    client.broken.set(new Set());
    await fixture.whenStable();
    expect(element.textContent.trim()).toBe('');
  });

  it('tells of messages that stay unopened, and not of those that are opened soon', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    const { element, fixture, client } = await renderInConversation(BrokenLine, { id });
    const { items } = client.open(id);
    const said = message(1, uid(2), 0, { text: 'hello' });
    const { content: _, ...rest } = said;
    const closed = { ...rest, unopened: true };
    const shown = async (now: typeof said | typeof closed, ms: number) => {
      items.set([now]);
      await fixture.whenStable();
      vi.advanceTimersByTime(ms);
      await fixture.whenStable();
      return element.textContent.trim();
    };
    expect(await shown(closed, 1_900)).toBe('');
    expect(await shown(said, 5_000)).toBe('');
    expect(await shown(closed, 2_100)).toContain("can't be opened yet");
    expect(await shown(said, 0)).toBe('');
    vi.useRealTimers();
  });

  it('says what to do where the server has lost a part of it', async () => {
    const { element, fixture, client } = await renderInConversation(BrokenLine, { id });
    client.damaged.set(new Set([id]));
    await fixture.whenStable();
    expect(element.querySelector('[role=alert]')?.textContent).toContain('tell your administrator');
  });
});
