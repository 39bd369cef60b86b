import { renderInConversation } from '../../../../testing/render-conversation.ts';
import { StorageNote } from './storage-note.ts';

describe('StorageNote', () => {
  it.each([
    ['unavailable', "doesn't let Parley store your conversations", 'Try again'],
    ['full', 'no room to store your messages', 'Try again'],
    ['blocked', 'An older version of Parley is open in another tab', 'Try again'],
    ['lost', 'deleted the conversations', 'Reload'],
    ['newer', 'a newer version of Parley in this browser', 'Reload'],
    ['taken', 'in another tab', 'Reload'],
  ] as const)('says that the copy here is %s, and what to do', async (problem, words, action) => {
    const id = '00000000-0000-4000-8000-0000000000c1';
    const { element, fixture, client } = await renderInConversation(StorageNote, { id });
    expect(element.querySelector('[role=alert]')).toBeNull();
    client.problem.set(problem);
    await fixture.whenStable();
    expect(element.querySelector('[role=alert]')?.textContent).toContain(words);
    expect(element.querySelector('[role=alert] button')?.textContent.trim()).toBe(action);
  });
});
