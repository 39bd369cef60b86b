import { part, backgroundPart } from './parts.ts';
import { PartErrors } from './part-errors.ts';

describe('PartErrors', () => {
  function reported(error: unknown): unknown[] {
    const console = vi.spyOn(globalThis.console, 'error').mockImplementation(() => undefined);
    new PartErrors().handleError(error);
    const calls = console.mock.calls.flat();
    console.mockRestore();
    return calls;
  }

  it('leaves out a part that failed to load, whoever needed it', async () => {
    for (const load of [part, backgroundPart]) {
      const error: unknown = await load(() => Promise.reject(new TypeError('no such chunk'))).catch(
        (caught: unknown) => caught,
      );
      expect(error).toBeInstanceOf(TypeError);
      expect(reported(error)).toEqual([]);
    }
  });

  it('reports every other error', () => {
    const error = new TypeError('a mistake');
    expect(reported(error)).toContain(error);
  });
});
