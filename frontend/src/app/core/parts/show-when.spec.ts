import { Component, signal, viewChild, ViewContainerRef } from '@angular/core';
import { TestBed } from '@angular/core/testing';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { backgroundPart } from './parts.ts';
import { showWhen } from './show-when.ts';

@Component({ selector: 'parley-warning', template: 'Take care' })
class Warning {}

const load = vi.fn<() => Promise<typeof Warning>>();

@Component({ selector: 'parley-host', template: '<ng-container #place />' })
class Host {
  readonly wanted = signal(true);
  private readonly place = viewChild('place', { read: ViewContainerRef });

  constructor() {
    showWhen(this.wanted, this.place, () => backgroundPart(load));
  }
}

describe('showWhen', () => {
  beforeEach(() => {
    vi.useFakeTimers();
    load.mockReset().mockRejectedValueOnce(new Error('away')).mockRejectedValueOnce(new Error('away'));
    load.mockResolvedValue(Warning);
  });
  afterEach(() => vi.useRealTimers());

  async function open() {
    const fixture = TestBed.createComponent(Host);
    fixture.detectChanges();
    await vi.advanceTimersByTimeAsync(0);
    const shown = () => (fixture.nativeElement as HTMLElement).textContent;
    return { fixture, shown };
  }

  it('shows what did not load at first as soon as it loads, with pauses that grow', async () => {
    const { fixture, shown } = await open();
    expect(load).toHaveBeenCalledTimes(1);
    await vi.advanceTimersByTimeAsync(2_000);
    expect(load).toHaveBeenCalledTimes(2);
    await vi.advanceTimersByTimeAsync(3_999);
    expect(load).toHaveBeenCalledTimes(2);
    await vi.advanceTimersByTimeAsync(1);
    fixture.detectChanges();
    expect(shown()).toBe('Take care');
    await vi.advanceTimersByTimeAsync(600_000);
    expect(load).toHaveBeenCalledTimes(3);
  });

  it('tries every minute at the least, however long the server was away', async () => {
    load.mockReset().mockRejectedValue(new Error('away'));
    const { fixture, shown } = await open();
    await vi.advanceTimersByTimeAsync(7_200_000);
    load.mockResolvedValue(Warning);
    await vi.advanceTimersByTimeAsync(60_000);
    fixture.detectChanges();
    expect(shown()).toBe('Take care');
  });

  it('tries no more once it is no longer wanted, or its page is gone', async () => {
    const { fixture, shown } = await open();
    fixture.componentInstance.wanted.set(false);
    fixture.detectChanges();
    await vi.advanceTimersByTimeAsync(600_000);
    expect(load).toHaveBeenCalledTimes(1);

    fixture.componentInstance.wanted.set(true);
    fixture.detectChanges();
    await vi.advanceTimersByTimeAsync(0);
    fixture.destroy();
    await vi.advanceTimersByTimeAsync(600_000);
    expect(load).toHaveBeenCalledTimes(2);
    expect(shown()).toBe('');
  });
});
