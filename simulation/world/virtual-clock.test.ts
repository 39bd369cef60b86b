import { describe, expect, it } from 'vitest';
import { Process } from './process.ts';
import { VirtualClock } from './virtual-clock.ts';

describe('virtual clock', () => {
  it('runs timers in the order of their time, then of their setting', async () => {
    const clock = new VirtualClock();
    const ran: string[] = [];
    clock.setTimeout(() => ran.push('late'), 20);
    clock.setTimeout(() => ran.push('first of two'), 10);
    clock.setTimeout(() => ran.push('second of two'), 10);
    await clock.runUntil(clock.now() + 20);
    expect(ran).toEqual(['first of two', 'second of two', 'late']);
  });

  it('lets promises run dry before the next timer', async () => {
    const clock = new VirtualClock();
    const ran: string[] = [];
    clock.setTimeout(() => void chain(5).then(() => ran.push('promise')), 1);
    clock.setTimeout(() => ran.push('timer'), 1);
    await clock.runUntil(clock.now() + 1);
    expect(ran).toEqual(['promise', 'timer']);
  });

  it('never wakes what a killed process waits for', async () => {
    const clock = new VirtualClock();
    const process = new Process(clock);
    let woke = false;
    void process.sleep(5).then(() => (woke = true));
    process.kill();
    await clock.runUntil(clock.now() + 10);
    expect(woke).toBe(false);
  });
});

async function chain(length: number): Promise<void> {
  for (let i = 0; i < length; i++) await Promise.resolve();
}
