import { Component } from '@angular/core';
import { TestBed } from '@angular/core/testing';
import { provideRouter } from '@angular/router';
import { renderInConversation } from '../../../../testing/render-conversation.ts';
import { uid } from '../../../../testing/sample-people.ts';
import { Chat } from '../../core/chat.ts';
import { Toasts } from '../../core/toasts.ts';
import { PendingDeletions } from './pending-deletions.ts';

@Component({ template: '' })
class Nothing {}

const CONVERSATION = uid(1);

describe('PendingDeletions', () => {
  afterEach(() => vi.useRealTimers());

  /** A message whose deletion was asked for; the toast with its Undo opens when the test says so. */
  async function deleteOne() {
    const { client, session } = await renderInConversation(Nothing, {
      id: CONVERSATION,
      providers: [provideRouter([{ path: 'login', component: Nothing }])],
    });
    vi.useFakeTimers();
    const done: string[] = [];
    vi.spyOn(client, 'delete').mockImplementation(async () => void done.push('deleted'));
    vi.spyOn(client, 'settled').mockImplementation(async () => void done.push('settled'));
    vi.spyOn(client, 'close').mockImplementation(async () => void done.push('closed'));
    vi.spyOn(session, 'logout').mockImplementation(async () => void done.push('logged out'));
    const { promise: toast, resolve: openToast } = Promise.withResolvers<undefined>();
    const offer = vi.spyOn(TestBed.inject(Toasts), 'offerUndo').mockReturnValue(toast);
    TestBed.inject(PendingDeletions).add(CONVERSATION, 1);
    const undo = offer.mock.lastCall?.[1] ?? expect.unreachable();
    return { client, session, done, openToast, undo };
  }

  it('deletes when the time to undo it is over, which begins when that can be done', async () => {
    const { done, openToast } = await deleteOne();
    await vi.advanceTimersByTimeAsync(10_000);
    expect(done).toEqual([]);
    openToast(undefined);
    await vi.advanceTimersByTimeAsync(5_900);
    expect(done).toEqual([]);
    await vi.advanceTimersByTimeAsync(200);
    expect(done).toEqual(['deleted']);
  });

  it('deletes nothing that was taken back', async () => {
    const { done, openToast, undo } = await deleteOne();
    openToast(undefined);
    await vi.advanceTimersByTimeAsync(1_000);
    undo();
    await vi.advanceTimersByTimeAsync(10_000);
    expect(done).toEqual([]);
  });

  it('is sent before a log-out ends the session', async () => {
    const { done, openToast } = await deleteOne();
    openToast(undefined);
    await TestBed.inject(Chat).logout();
    expect(done.slice(0, 3)).toEqual(['deleted', 'settled', 'logged out']);
    await vi.advanceTimersByTimeAsync(10_000);
    expect(done.filter((what) => what === 'deleted')).toHaveLength(1);
  });

  it('is stored before the chat closes because the session ended', async () => {
    const { done, openToast, session } = await deleteOne();
    openToast(undefined);
    session.ended({ code: 'E_SESSION_ENDED', message: 'Log in again.', retryable: false });
    await vi.advanceTimersByTimeAsync(100);
    expect(done).toEqual(['deleted', 'closed']);
  });
});
