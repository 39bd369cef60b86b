import { DIALOG_DATA, DialogRef } from '@angular/cdk/dialog';
import { TestBed } from '@angular/core/testing';
import { ParleyError, type RoomLook } from '@parley/protocol';
import { renderInConversation } from '../../../../../testing/render-conversation.ts';
import { uid } from '../../../../../testing/sample-people.ts';
import { EmojiPickers } from '../../chat/emoji/emoji-pickers.ts';
import { DescribeRoom } from './describe-room.ts';

const ROOM = uid(50);

async function render(look: RoomLook, now = () => look) {
  const close = vi.fn();
  const rendered = await renderInConversation(DescribeRoom, {
    id: ROOM,
    providers: [
      { provide: DialogRef, useValue: { close } },
      { provide: DIALOG_DATA, useValue: { room: ROOM, name: 'Gardening', look, now } },
    ],
  });
  const { element, fixture } = rendered;
  const write = (field: 'input:not([type=radio])' | 'textarea', text: string) => {
    const input = element.querySelector<HTMLInputElement>(field) ?? expect.unreachable();
    input.value = text;
    input.dispatchEvent(new Event('input'));
    return input;
  };
  const save = async () => {
    element.querySelector('form')?.dispatchEvent(new Event('submit', { cancelable: true }));
    await fixture.whenStable();
  };
  return { ...rendered, close, write, save };
}

describe('DescribeRoom', () => {
  it('says the whole look anew, with what was not changed', async () => {
    const { client, close, element, fixture, write, save } = await render({
      topic: 'Beds',
      description: 'And bees',
      icon: '🌱',
      colour: 3,
    });
    vi.spyOn(TestBed.inject(EmojiPickers), 'open').mockImplementation(async (_origin, pick) => {
      pick('🐝');
    });
    write('input:not([type=radio])', 'Beds and bees ');
    element.querySelector<HTMLElement>('[aria-haspopup=dialog]')?.click();
    await fixture.whenStable();
    expect(element.querySelector('.emblem')?.textContent.trim()).toBe('🐝');
    await save();
    expect(client.fakeRooms.ordered).toEqual([
      ['describe', ROOM, { topic: 'Beds and bees', description: 'And bees', icon: '🐝', colour: 3 }],
    ]);
    expect(close).toHaveBeenCalled();
  });

  it('keeps what was written where it is refused, and says why', async () => {
    const { client, close, element, write, save } = await render({ topic: '', description: '' });
    const field = write('textarea', 'Everything about beds');
    client.fakeRooms.refusal = new ParleyError('E_FORBIDDEN');
    await save();
    expect(element.querySelector('[role=alert]')).not.toBeNull();
    expect(field.value).toBe('Everything about beds');
    expect(close).not.toHaveBeenCalled();
  });

  it('leaves alone what somebody else changed meanwhile', async () => {
    const before = { topic: 'Beds', description: 'And bees', icon: '🌱', colour: 3 };
    const { client, write, save } = await render(before, () => ({
      topic: 'Trees',
      description: 'And birds',
    }));
    write('textarea', 'And bats');
    await save();
    expect(client.fakeRooms.ordered).toEqual([
      ['describe', ROOM, { topic: 'Trees', description: 'And bats' }],
    ]);
  });

  it('closes with Escape only while nothing was changed, and not while it is being saved', async () => {
    const { client, close, element, write, save } = await render({ topic: '', description: '' });
    const escape = () =>
      element
        .querySelector('textarea')
        ?.dispatchEvent(new KeyboardEvent('keydown', { key: 'Escape', bubbles: true }));
    escape();
    expect(close).toHaveBeenCalledTimes(1);
    write('textarea', 'Everything about beds');
    escape();
    expect(close).toHaveBeenCalledTimes(1);

    const saved = Promise.withResolvers<undefined>();
    vi.spyOn(client.fakeRooms.order, 'describe').mockReturnValue(saved.promise);
    const saving = save();
    const cancel = [...element.querySelectorAll('button')].find((one) => one.textContent.trim() === 'Cancel');
    cancel?.click();
    expect(close).toHaveBeenCalledTimes(1);
    saved.resolve(undefined);
    await saving;
    await vi.waitFor(() => expect(close).toHaveBeenCalledTimes(2));
  });

  it('sends nothing that is too long or cannot be seen, and says which', async () => {
    const { client, element, write, save } = await render({ topic: '', description: '' });
    write('input:not([type=radio])', 'a\u202eb');
    await save();
    expect(element.textContent).toContain('Leave out invisible characters');
    write('input:not([type=radio])', 'x'.repeat(201));
    await save();
    expect(element.textContent).toContain('At most 200 characters.');
    expect(client.fakeRooms.ordered).toEqual([]);
  });
});
