import { detailsOf, FakeConversation } from '../../../../../../testing/fake-conversation.ts';
import { renderInConversation } from '../../../../../../testing/render-conversation.ts';
import { message } from '../../../../../../testing/sample-messages.ts';
import { person, uid, users } from '../../../../../../testing/sample-people.ts';
import { PinnedLine } from '../../page/pinned-line.ts';
import { Quote } from './quote.ts';
import { Reader } from '../../../../core/chat/reader.ts';

const CONVERSATION = uid(1);
const far = message(4, person(0).uid, 0, { text: 'said *long* ago' });
const near = message(900, person(1).uid, 0, { text: 'said today' });

describe('a line about another message', () => {
  async function show(
    component: typeof Quote | typeof PinnedLine,
    known = new FakeConversation(CONVERSATION, [near]),
  ) {
    known.details.set(detailsOf(CONVERSATION, 'A group', new Map(), 13));
    const rendered = await renderInConversation<Quote | PinnedLine>(component, {
      id: CONVERSATION,
      content: { users, open: () => known },
      providers: [Reader],
      inputs: component === Quote ? { seq: 4 } : {},
    });
    const text = () => rendered.element.textContent.replaceAll(/\s+/g, ' ').trim();
    return { ...rendered, known, text };
  }

  it('shows a message that is not in memory, with who wrote it', async () => {
    const known = new FakeConversation(CONVERSATION, [near]);
    known.far.set(4, far);
    const { text } = await show(Quote, known);
    expect(text()).toBe(`In reply to ${person(0).displayName}said long ago`);
  });

  it('shows a pinned message that is not in memory', async () => {
    const known = new FakeConversation(CONVERSATION, [near]);
    known.far.set(12, { ...far, seq: 12 });
    const { text } = await show(PinnedLine, known);
    expect(text()).toContain('Pinned message: said long ago');
  });

  it('follows what happens to a message that is not in memory', async () => {
    const known = new FakeConversation(CONVERSATION, [near]);
    known.far.set(4, far);
    const { text, fixture } = await show(Quote, known);
    known.far.set(4, { ...far, deleted: true });
    known.append(message(901, person(1).uid, 0, { text: 'more' }));
    await fixture.whenStable();
    expect(text()).toContain('Message deleted');
  });

  it('says that a message is not on this device, and shows it once the connection is back', async () => {
    const { text, fixture, known, client } = await show(Quote);
    expect(text()).toBe('In reply to an earlier messageNot on this device yet');
    client.connection.set({ kind: 'connecting' });
    await fixture.whenStable();
    known.far.set(4, far);
    client.connection.set({ kind: 'online' });
    await fixture.whenStable();
    expect(text()).toContain('said long ago');
  });

  it('says that a message is not for this user to read', async () => {
    const known = new FakeConversation(CONVERSATION, [near]);
    known.far.set(4, { kind: 'hidden', id: 'hidden-4', from: 4, to: 4 });
    const { text } = await show(Quote, known);
    expect(text()).toContain("From while you weren't in this group");
  });
});
