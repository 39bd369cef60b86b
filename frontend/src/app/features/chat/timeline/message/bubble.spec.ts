import { TestBed } from '@angular/core/testing';
import { renderInConversation } from '../../../../../../testing/render-conversation.ts';
import { message } from '../../../../../../testing/sample-messages.ts';
import { person, uid, users } from '../../../../../../testing/sample-people.ts';
import { Composing } from '../../../../core/chat/composing.ts';
import { Reader } from '../../../../core/chat/reader.ts';
import { Bubble } from './bubble.ts';
import { Reactions } from './reactions.ts';

const CONVERSATION = uid(1);
const RIGHT_TO_LEFT = '\u202e';
const codePoints = (text: string) =>
  Array.from(text, (char) => `U+${char.charCodeAt(0).toString(16)}`).join(' ');
const said = (text: string) => message(1, person(0).uid, 0, { text });

describe('Bubble', () => {
  async function show(item: ReturnType<typeof message>) {
    const { element } = await renderInConversation(Bubble, {
      id: CONVERSATION,
      content: { users },
      providers: [Reader],
      inputs: { item, first: true, last: true, end: false },
    });
    return element;
  }

  it('shows neither a message nor its earlier text turned around by an override', async () => {
    const item = said(`now ${RIGHT_TO_LEFT}gpj.exe`);
    const element = await show({
      ...item,
      earlier: [{ type: 'text', text: `before ${RIGHT_TO_LEFT}cod.exe` }],
    });
    expect(element.querySelector('.before')?.textContent).toBe('before cod.exe');
    expect(element.textContent).toContain('now gpj.exe');
    expect(element.textContent).not.toContain(RIGHT_TO_LEFT);
  });

  for (const text of ['\u200b', '\u2800', `${RIGHT_TO_LEFT}\u202c`])
    it(`says of ${codePoints(text)}, which nobody can see, that it is empty`, async () => {
      expect((await show(said(text))).textContent.trim()).toBe('Empty message');
    });

  it('says of a message that is not opened yet that it is not, and of one that is no text that it cannot', async () => {
    const { content: _, ...closed } = said('');
    expect((await show({ ...closed, unopened: true })).textContent.trim()).toBe('Not opened yet');
    TestBed.resetTestingModule();
    expect((await show(closed)).textContent.trim()).toBe("This message can't be shown here");
  });
});

describe('Reactions', () => {
  it('show the text of a reaction without an override', async () => {
    const emoji = `${RIGHT_TO_LEFT}olleh`;
    const { element } = await renderInConversation(Reactions, {
      id: CONVERSATION,
      content: { users },
      providers: [Composing],
      inputs: { item: { ...said('hi'), reactions: [{ emoji, uids: [person(0).uid] }] } },
    });
    const button = element.querySelector('button');
    expect(button?.textContent.replaceAll(/\s+/g, ' ').trim()).toBe('olleh 1');
    expect(button?.getAttribute('aria-label')).toContain('olleh 1, ');
    expect(button?.getAttribute('aria-label')).not.toContain(RIGHT_TO_LEFT);
  });
});
