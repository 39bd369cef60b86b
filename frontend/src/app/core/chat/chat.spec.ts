import { Component } from '@angular/core';
import { TestBed } from '@angular/core/testing';
import { Router } from '@angular/router';
import { renderInConversation } from '../../../../testing/render-conversation.ts';
import { uid } from '../../../../testing/sample-people.ts';

@Component({ template: '' })
class Page {}

describe('Chat', () => {
  afterEach(() => vi.restoreAllMocks());

  it('leads back to the page after the next login, but does not tell what somebody searched there for', async () => {
    vi.spyOn(Router.prototype, 'url', 'get').mockReturnValue('/c/1/search#q=plum');
    const { session } = await renderInConversation(Page, { id: uid(1) });
    const navigate = vi.spyOn(TestBed.inject(Router), 'navigate').mockResolvedValue(false);
    session.state.set({ kind: 'none' });
    await vi.waitFor(() => expect(navigate).toHaveBeenCalled());
    expect(navigate).toHaveBeenCalledExactlyOnceWith(['/login'], { queryParams: { return: '/c/1/search' } });
  });
});
