import { TestBed } from '@angular/core/testing';
import { Router } from '@angular/router';
import { NoAnswerError } from '@parley/client';
import { ParleyError } from '@parley/protocol';
import { renderInConversation } from '../../../../../../testing/render-conversation.ts';
import { uid } from '../../../../../../testing/sample-people.ts';
import { Missing } from './missing.ts';

const ROOM = { conversation: uid(1), name: 'Open air', memberCount: 3, locked: false, joined: false };

describe('Missing', () => {
  afterEach(() => vi.restoreAllMocks());

  async function at(room: () => Promise<typeof ROOM>) {
    const navigate = vi.spyOn(Router.prototype, 'navigate').mockResolvedValue(true);
    const rendered = await renderInConversation(Missing, { id: uid(9) });
    vi.spyOn(rendered.client.fakeRooms, 'room').mockImplementation(room);
    const open = TestBed.createComponent(Missing);
    await open.whenStable();
    return { element: open.nativeElement as HTMLElement, navigate, open };
  }

  it('leads to the page of a room that one is not in', async () => {
    const { element, navigate } = await at(async () => ROOM);
    await vi.waitFor(() => expect(navigate).toHaveBeenCalledWith(['/rooms', uid(1)], { replaceUrl: true }));
    expect(element.textContent).not.toContain('Not found');
  });

  it('says that there is nothing where there is no room', async () => {
    const { element, navigate } = await at(() => Promise.reject(new ParleyError('E_NOT_FOUND')));
    expect(element.textContent).toContain("This conversation doesn't exist, or you're not in it.");
    expect(navigate).not.toHaveBeenCalled();
  });

  it('says that nobody answered, and asks again', async () => {
    let answer: () => Promise<typeof ROOM> = () => Promise.reject(new NoAnswerError());
    const { element, navigate, open } = await at(() => answer());
    expect(element.querySelector('[role=alert]')).not.toBeNull();
    answer = async () => ROOM;
    element.querySelector('button')?.click();
    await open.whenStable();
    await vi.waitFor(() => expect(navigate).toHaveBeenCalledOnce());
  });
});
