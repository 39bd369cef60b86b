import { renderInConversation } from '../../../../../../testing/render-conversation.ts';
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

  it('says what to do where the server has lost a part of it', async () => {
    const { element, fixture, client } = await renderInConversation(BrokenLine, { id });
    client.damaged.set(new Set([id]));
    await fixture.whenStable();
    expect(element.querySelector('[role=alert]')?.textContent).toContain('tell your administrator');
  });
});
