import { detailsOf, FakeConversation } from '../../../../../../testing/fake-conversation.ts';
import { renderInConversation } from '../../../../../../testing/render-conversation.ts';
import { message } from '../../../../../../testing/sample-messages.ts';
import { person, uid } from '../../../../../../testing/sample-people.ts';
import { Reader } from '../../../../core/chat/reader.ts';
import { PinnedLine } from './pinned-line.ts';

const CONVERSATION = uid(1);

describe('PinnedLine', () => {
  it('shows a pinned message that is not in memory', async () => {
    const known = new FakeConversation(CONVERSATION);
    known.details.set(detailsOf(CONVERSATION, 'A group', new Map(), 13));
    known.far.set(12, message(12, person(0).uid, 0, { text: 'said *long* ago' }));
    const { element } = await renderInConversation(PinnedLine, {
      id: CONVERSATION,
      content: { open: () => known },
      providers: [Reader],
    });
    expect(element.textContent.replaceAll(/\s+/g, ' ')).toContain('Pinned message: said long ago2 of 2');
  });
});
