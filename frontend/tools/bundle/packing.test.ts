import { expect, test } from 'vitest';
import { partsOf } from './packing.ts';
import { file } from './sample-outputs.ts';

const ENTRIES = {
  'chat.js': 'src/app/shell/chat.routes.ts',
  'access.js': 'src/app/core/session/later/server-access.ts',
  'server.js': '../client/src/server.ts',
  'field.js': 'src/app/shared/forms/text-field.ts',
  'note.js': 'src/app/shared/forms/problem-note.ts',
  'login.js': 'src/app/features/login/login.ts',
  'keys.js': '../client/src/keys.ts',
  'sealing.js': '../client/src/sealing.ts',
  'link.js': '../client/src/link/opening/sealing-link.ts',
  'writing.js': '../client/src/writing.ts',
  'sender.js': '../client/src/link/entry-sender.ts',
};

test('what both first pages need comes with the application, and what neither does is left alone', () => {
  const entries = Object.entries(ENTRIES).map(
    ([name, entryPoint]) =>
      [name, file({ [entryPoint]: 1 }, { entryPoint, imports: ['main.js', ...importsOf(name)] })] as const,
  );
  const outputs = new Map([
    ['main.js', file({ 'src/main.ts': 1 }, { entryPoint: 'src/main.ts', later: Object.keys(ENTRIES) })],
    ...entries,
    ['both.js', file({})],
    ['connected.js', file({})],
    ['settings.js', file({}, { imports: ['main.js'] })],
  ]);
  expect(Object.fromEntries(partsOf(outputs))).toEqual({
    'main.js': 'main',
    'both.js': 'main',
    'chat.js': 'chat',
    'access.js': 'session',
    'connected.js': 'session',
    'server.js': 'server',
    'field.js': 'forms',
    'note.js': 'forms',
    'login.js': 'login',
    'keys.js': 'sealed',
    'sealing.js': 'sealed',
    'link.js': 'sealed',
    'writing.js': 'writing',
    'sender.js': 'writing',
  });
});

/** What two of them need lies in the one that is packed first. */
function importsOf(name: string): readonly string[] {
  if (name === 'chat.js') return ['both.js'];
  if (name === 'login.js') return ['both.js', 'field.js', 'note.js'];
  return name === 'access.js' || name === 'server.js' ? ['connected.js'] : [];
}
