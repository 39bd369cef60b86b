import { writeFileSync } from 'node:fs';
import { registerHooks } from 'node:module';

// Imported by NODE_OPTIONS, with `?to=FILE`: writes which modules a process has loaded when it ends, a line each.
const to = new URL(import.meta.url).searchParams.get('to') ?? '';
const urls: string[] = [];
registerHooks({
  load(url, context, next) {
    urls.push(url);
    return next(url, context);
  },
});
process.on('exit', () => writeFileSync(to, urls.join('\n')));
