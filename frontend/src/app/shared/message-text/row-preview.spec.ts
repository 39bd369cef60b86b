import { message } from '../../../../testing/sample-messages.ts';
import { uid } from '../../../../testing/sample-people.ts';
import { messagePreview } from './row-preview.ts';

describe('messagePreview', () => {
  const { content, ...closed } = message(1, uid(2), 0, { text: '*hello*' });

  it('shows the text without its marks', () => {
    expect(messagePreview({ ...closed, ...(content && { content }) })).toBe('hello');
  });

  it('names what is not opened yet, and says of what is no text that it cannot be shown', () => {
    expect(messagePreview({ ...closed, unopened: true })).toBe('Message');
    expect(messagePreview(closed)).toBe("This message can't be shown here");
  });
});
