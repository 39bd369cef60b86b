import { FakeConversation } from '../../../../../../testing/fake-conversation.ts';
import { renderInConversation } from '../../../../../../testing/render-conversation.ts';
import { message } from '../../../../../../testing/sample-messages.ts';
import { person, uid, users } from '../../../../../../testing/sample-people.ts';
import { Quote } from './quote.ts';
import { Reader } from '../../../../core/chat/reader.ts';

const CONVERSATION = uid(1);
const far = message(4, person(0).uid, 0, { text: 'said *long* ago' });
const near = message(900, person(1).uid, 0, { text: 'said today' });

describe('Quote', () => {
  async function show(known = new FakeConversation(CONVERSATION, [near])) {
    const rendered = await renderInConversation(Quote, {
      id: CONVERSATION,
      content: { users, open: () => known },
      providers: [Reader],
      inputs: { seq: 4 },
    });
    const text = () => rendered.element.textContent.replaceAll(/\s+/g, ' ').trim();
    return { ...rendered, known, text };
  }

  it('shows a message that is not in memory, with who wrote it', async () => {
    const known = new FakeConversation(CONVERSATION, [near]);
    known.far.set(4, far);
    const { text } = await show(known);
    expect(text()).toBe(`In reply to ${person(0).displayName}said long ago`);
  });

  it('follows what happens to a message that is not in memory', async () => {
    const known = new FakeConversation(CONVERSATION, [near]);
    known.far.set(4, far);
    const { text, fixture } = await show(known);
    known.far.set(4, { ...far, deleted: true });
    known.append(message(901, person(1).uid, 0, { text: 'more' }));
    await fixture.whenStable();
    expect(text()).toContain('Message deleted');
  });

  it('says that a message is not on this device, and shows it once the connection is back', async () => {
    const { text, fixture, known, client } = await show();
    expect(text()).toBe('In reply to an earlier messageNot on this device yet');
    client.connection.set({ kind: 'connecting' });
    await fixture.whenStable();
    known.far.set(4, far);
    client.connection.set({ kind: 'online' });
    await fixture.whenStable();
    expect(text()).toContain('said long ago');
  });

  it('leads to its message, and says what to do if that is neither here nor within reach', async () => {
    const { element, fixture, known, client } = await show();
    const press = async () => {
      element.querySelector('button')?.click();
      await fixture.whenStable();
    };
    const toast = () => document.querySelector('.toast')?.textContent ?? '';

    vi.spyOn(known, 'reach').mockResolvedValueOnce(undefined).mockResolvedValueOnce(undefined);
    client.connection.set({ kind: 'offline', since: 0 });
    await press();
    await expect
      .poll(toast)
      .toContain("That message isn't on this device yet. Try again when you're back online.");
    client.connection.set({ kind: 'online' });
    await press();
    await expect.poll(toast).toContain("The server didn't answer. Check your connection and try again.");
    await press();
    await expect.poll(toast).toContain("That message isn't in this conversation.");
    known.far.set(4, { kind: 'hidden', id: 'hidden-4', from: 4, to: 4 });
    await press();
    await expect.poll(toast).toContain("From while you weren't in this group");
    known.far.set(4, far);
    await press();

    expect(fixture.debugElement.injector.get(Reader).found()).toBe(4);
  });

  it('says that a message is not for this user to read', async () => {
    const known = new FakeConversation(CONVERSATION, [near]);
    known.far.set(4, { kind: 'hidden', id: 'hidden-4', from: 4, to: 4 });
    const { text } = await show(known);
    expect(text()).toContain("From while you weren't in this group");
  });
});
