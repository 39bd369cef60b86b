import { renderInConversation } from '../../../../testing/render-conversation.ts';
import { ConversationList } from './conversation-list.ts';

describe('ConversationList', () => {
  const id = '00000000-0000-4000-8000-0000000000c1';

  it('says what is wrong with the copy here instead of waiting for it', async () => {
    const { element, fixture, client } = await renderInConversation(ConversationList, { id });
    client.conversations.set(undefined);
    await fixture.whenStable();
    expect(element.querySelector('parley-list-skeleton')).not.toBeNull();
    expect(element.querySelector('[role=alert]')).toBeNull();

    client.problem.set('unavailable');
    await fixture.whenStable();
    expect(element.querySelector('parley-list-skeleton')).toBeNull();
    expect(element.querySelector('[role=alert]')?.textContent).toContain('does not let Parley keep its copy');
    expect(element.querySelector('[role=alert] button')?.textContent).toContain('Try again');
  });

  it('asks to load again after another tab took the copy', async () => {
    const { element, fixture, client } = await renderInConversation(ConversationList, { id });
    client.problem.set('taken');
    await fixture.whenStable();
    expect(element.querySelector('[role=alert]')?.textContent).toContain('in another tab');
    expect(element.querySelector('[role=alert] button')?.textContent).toContain('Reload');
  });
});
