import { renderInConversation } from '../../../../testing/render-conversation.ts';
import { ada } from '../../../../testing/fake-session-client.ts';
import { sampleChat } from '../../../../testing/sample-chat.ts';
import { uid } from '../../../../testing/sample-people.ts';
import { Nothing } from './nothing.ts';

const id = uid(1);

describe('Nothing', () => {
  it('leads to people where there is nobody to talk to yet', async () => {
    const { element, fixture, client } = await renderInConversation(Nothing, { id });
    client.me.set({ ...ada, admin: false });
    await fixture.whenStable();
    expect([...element.querySelectorAll('a')].map((link) => link.getAttribute('href'))).toEqual(['/people']);
    client.conversations.set(sampleChat(0).rows);
    await fixture.whenStable();
    expect(element.querySelector('a')).toBeNull();
    expect(element.textContent).toContain('Choose a conversation');
    client.problem.set('unavailable');
    await fixture.whenStable();
    expect(element.textContent).not.toContain('Choose a conversation');
  });

  it('welcomes the administrator with what to do next, until there is somebody to talk to', async () => {
    const { element, fixture, client } = await renderInConversation(Nothing, { id });
    client.me.set({ ...ada, admin: true });
    await fixture.whenStable();
    const links = () => [...element.querySelectorAll('a')].map((link) => link.getAttribute('href'));
    const steps = ['/settings/invitations', '/c/00000000-0000-8000-8000-000000000001', expect.any(String)];
    expect(links()).toEqual(steps);

    const [row] = sampleChat(0).rows.filter(({ type }) => type === 'direct');
    client.conversations.set([{ ...(row ?? expect.unreachable()), peer: ada.uid }]);
    await fixture.whenStable();
    expect(links()).toEqual(steps);
    client.conversations.set(sampleChat(0).rows);
    await fixture.whenStable();
    expect(links()).toEqual([]);
  });
});
