import { ParleyError } from '@parley/protocol';
import { problemOf } from './problem.ts';

describe('a limit', () => {
  const textAfter = (retryAfterMs: number) =>
    problemOf(new ParleyError('E_RATE_LIMITED', { retryAfterMs })).text;

  it('says in words how long to wait', () => {
    expect(textAfter(41 * 60_000 - 1)).toMatch(/You can try again in 41 minutes\.$/);
    expect(textAfter(30_000)).toMatch(/You can try again within a minute\.$/);
    expect(textAfter(24 * 3_600_000)).toMatch(/You can try again in 24 hours\.$/);
    expect(textAfter(30 * 24 * 3_600_000)).toMatch(/You can try again in 30 days\.$/);
  });

  it('says nothing of a wait that is over at once', () => {
    expect(textAfter(200)).not.toContain('You can');
  });
});
