import { spawn, type ChildProcessWithoutNullStreams } from 'node:child_process';

export interface ProgramOptions {
  readonly cwd?: string;
  readonly env?: NodeJS.ProcessEnv;
}

/**
 * Starts a program for a test, with its complaints among those of the test. They come through a pipe of their own: Vitest waits until
 * nothing holds the stderr of its workers open, which would be for ever where a failed test leaves a program behind.
 */
export function startProgram(
  program: string,
  args: readonly string[],
  options: ProgramOptions = {},
): ChildProcessWithoutNullStreams {
  const child = spawn(program, args, { ...options, stdio: 'pipe' });
  child.stderr.pipe(process.stderr, { end: false });
  return child;
}
