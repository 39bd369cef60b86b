import { renderInConversation } from '../../testing/render-conversation.ts';
import { sampleChat } from '../../testing/sample-chat.ts';
import { uid } from '../../testing/sample-people.ts';
import { Nothing } from './nothing.ts';

describe('Nothing', () => {
  it('leads to people where there is nothing to choose from', async () => {
    const { element, fixture, client } = await renderInConversation(Nothing, { id: uid(1) });
    expect(element.querySelector('a')?.getAttribute('href')).toBe('/people');
    client.conversations.set(sampleChat(0).rows);
    await fixture.whenStable();
    expect(element.querySelector('a')).toBeNull();
    expect(element.textContent).toContain('Choose a conversation');
  });
});
