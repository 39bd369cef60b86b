import { noAnswer } from '../ports/no-answer-error.ts';

/**
 * Code that is loaded with the first call. If it cannot be fetched, the server is away, and the next call tries again.
 *
 * @returns loads it, and throws NoAnswerError
 */
export function lateCode<T>(load: () => Promise<T>): () => Promise<T> {
  let loading: Promise<T> | undefined;
  return () => {
    loading ??= load().catch((cause: unknown) => {
      loading = undefined;
      return noAnswer(cause);
    });
    return loading;
  };
}
