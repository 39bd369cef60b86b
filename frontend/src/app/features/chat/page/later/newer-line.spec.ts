import { renderInConversation } from '../../../../../../testing/render-conversation.ts';
import { sampleChat } from '../../../../../../testing/sample-chat.ts';
import { AppUpdate } from '../../../../core/parts/later/app-update.ts';
import { NewerLine } from './newer-line.ts';

describe('NewerLine', () => {
  it('offers a reload, and says if nothing can be written until then', async () => {
    const reload = vi.fn();
    const [row] = sampleChat(0).rows;
    const { id } = row ?? expect.unreachable();
    const rendered = await renderInConversation(NewerLine, {
      id,
      content: { rows: [{ ...(row ?? expect.unreachable()), hasUnknown: true }] },
      providers: [{ provide: AppUpdate, useValue: { reload } }],
    });
    const { element, fixture, client } = rendered;
    expect(element.textContent).toContain('Some of this needs a newer version');
    client.conversations.set([
      { ...(row ?? expect.unreachable()), hasUnknown: true, needsNewerVersion: true },
    ]);
    await fixture.whenStable();
    expect(element.textContent).toContain('needed to write here');
    element.querySelector('button')?.click();
    expect(reload).toHaveBeenCalledOnce();
  });
});
