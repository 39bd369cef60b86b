import { writeFileSync } from 'node:fs';
import { registerHooks } from 'node:module';

// With `--import` in NODE_OPTIONS: which modules a process has loaded when it ends, a line each, in LOADED_MODULES.
const urls: string[] = [];
registerHooks({
  load(url, context, next) {
    urls.push(url);
    return next(url, context);
  },
});
process.on('exit', () => writeFileSync(process.env.LOADED_MODULES ?? '', urls.join('\n')));
