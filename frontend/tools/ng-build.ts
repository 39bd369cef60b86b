// Builds the application, with the compiler in the thread of the build. In a thread of its own it sometimes leaves a channel
// open at its end, and the build never ends.
import { spawnSync } from 'node:child_process';

const { status } = spawnSync('ng', ['build'], {
  stdio: 'inherit',
  shell: process.platform === 'win32',
  env: { ...process.env, NG_BUILD_PARALLEL_TS: '0' },
});
process.exit(status ?? 1);
