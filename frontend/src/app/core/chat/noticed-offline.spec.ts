import { DestroyRef, EnvironmentInjector, createEnvironmentInjector } from '@angular/core';
import { TestBed } from '@angular/core/testing';
import type { ConnectionState } from '@parley/client';
import { TIMING } from '@parley/protocol';
import { atom } from 'nanostores';
import { noticedOffline } from './noticed-offline.ts';

describe('noticedOffline', () => {
  beforeEach(() => vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] }));
  afterEach(() => vi.useRealTimers());

  function follow() {
    const scope = createEnvironmentInjector([], TestBed.inject(EnvironmentInjector));
    const connection = atom<ConnectionState>({ kind: 'online' });
    return { connection, scope, noticed: noticedOffline(connection, scope.get(DestroyRef)) };
  }

  it('keeps a hiccup to itself', () => {
    const { connection, noticed } = follow();
    connection.set({ kind: 'connecting' });
    vi.advanceTimersByTime(TIMING.offlineNotice - 1);
    connection.set({ kind: 'online' });
    vi.advanceTimersByTime(TIMING.offlineNotice);
    expect(noticed()).toBe(false);
  });

  it('counts from when the connection was lost, whatever is tried since, until it is back', () => {
    const { connection, noticed } = follow();
    connection.set({ kind: 'connecting' });
    vi.advanceTimersByTime(TIMING.offlineNotice - 1);
    connection.set({ kind: 'connecting' });
    vi.advanceTimersByTime(1);
    expect(noticed()).toBe(true);
    connection.set({ kind: 'online' });
    expect(noticed()).toBe(false);
  });

  it('ends with the chat', () => {
    const { connection, scope, noticed } = follow();
    connection.set({ kind: 'connecting' });
    scope.destroy();
    vi.advanceTimersByTime(TIMING.offlineNotice);
    expect(noticed()).toBe(false);
  });
});
