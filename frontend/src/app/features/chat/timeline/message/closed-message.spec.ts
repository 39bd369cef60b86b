import type { NotOpened } from '@parley/client';
import { renderInConversation } from '../../../../../../testing/render-conversation.ts';
import { message } from '../../../../../../testing/sample-messages.ts';
import { person, uid, users } from '../../../../../../testing/sample-people.ts';
import { sealedWith } from '../../../../../../testing/sample-sealing.ts';
import { ClosedMessage } from './closed-message.ts';

const HERE = uid(1);

describe('ClosedMessage', () => {
  async function show() {
    const { content: _closed, ...rest } = message(4, person(0).uid, 0, { text: '' });
    const item = { ...rest, unopened: true };
    const rendered = await renderInConversation(ClosedMessage, {
      id: HERE,
      content: { users },
      inputs: { item },
    });
    const tell = (cause: NotOpened) =>
      rendered.client.sealed.set(new Map([[HERE, sealedWith({ notOpened: new Map([[4, cause]]) })]]));
    return { ...rendered, tell };
  }

  it.each<[NotOpened, string]>([
    [{ kind: 'noKey', epoch: 2 }, "the key isn't here"],
    [{ kind: 'unjudged' }, "who wrote it isn't certain"],
    [{ kind: 'broken', refusal: 'tag' }, 'what was sent is damaged'],
    [{ kind: 'unreadable' }, 'needs a newer version'],
    [{ kind: 'refused', refusal: 'notAMember' }, "the sender wasn't a member"],
    [{ kind: 'refused', refusal: 'device' }, "isn't from a device of the sender"],
    [{ kind: 'refused', refusal: 'identityReset' }, "until you accept the sender's new keys"],
    [{ kind: 'refused', refusal: 'repeated' }, 'sent this message before'],
    [{ kind: 'refused', refusal: 'late' }, 'stored too late'],
    [{ kind: 'refused', refusal: 'signature' }, "isn't what the sender signed"],
  ])('says why a message is not shown: %o', async (cause, words) => {
    const { element, tell } = await show();
    expect(element.textContent).toBe('Not opened yet');
    tell(cause);
    await vi.waitFor(() => expect(element.textContent).toContain(words));
  });
});
