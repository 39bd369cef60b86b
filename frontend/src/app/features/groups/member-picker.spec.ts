import { NoAnswerError } from '@parley/client';
import { renderInConversation } from '../../../../testing/render-conversation.ts';
import { uid } from '../../../../testing/sample-people.ts';
import { MemberPicker } from './member-picker.ts';

describe('MemberPicker', () => {
  it('says that nobody is called that only where it knows', async () => {
    const { client, element, fixture } = await renderInConversation(MemberPicker, { id: uid(1) });
    await vi.waitFor(() => expect(element.textContent).toContain('No one else found.'));
    vi.spyOn(client.people, 'search').mockRejectedValue(new NoAnswerError());
    const field = element.querySelector('input') ?? expect.unreachable();
    field.value = 'x';
    field.dispatchEvent(new Event('input'));
    await vi.waitFor(() => expect(element.textContent).toContain("The server didn't answer."));
    await fixture.whenStable();
    expect(element.textContent).not.toContain('No one else');
  });
});
