import { expect, onTestFinished, test, vi } from 'vitest';
import { Ticker } from './ticker.ts';

test('a task runs once a second, also after one that failed, so that what ended elsewhere ends here within two', async () => {
  vi.useFakeTimers();
  onTestFinished(() => void vi.useRealTimers());
  const failed = vi.fn<(error: unknown) => void>();
  const work = vi.fn<() => Promise<void>>().mockRejectedValueOnce('broken').mockResolvedValue();
  const ticker = new Ticker(work, failed);
  ticker.start();

  await vi.advanceTimersByTimeAsync(2_000);

  expect(work).toHaveBeenCalledTimes(2);
  expect(failed).toHaveBeenCalledExactlyOnceWith('broken');
  await ticker.stop();
  await vi.advanceTimersByTimeAsync(5_000);
  expect(work).toHaveBeenCalledTimes(2);
});
