import { outputOf, withImports, type Outputs } from './outputs.ts';

/**
 * The files that the first pages come in, each with the sources that it begins with. What two of them need lies in the
 * one that stands first. What both login and conversation need lies in the application itself, which always comes first.
 */
const BEGINNINGS: Readonly<Record<string, readonly string[]>> = {
  chat: ['app/shell/chat.routes.ts'],
  session: ['app/core/session/later/server-access.ts'],
  server: ['client/src/server.ts'],
  forms: ['app/shared/forms/text-field.ts', 'app/shared/forms/problem-note.ts'],
  login: ['app/features/login/login.ts'],
  sealed: ['client/src/keys.ts', 'client/src/sealing.ts', 'client/src/link/opening/sealing-link.ts'],
  writing: ['client/src/writing.ts', 'client/src/link/entry-sender.ts'],
};

/** By file of the build: the name of the file that it is packed into. The others are left as they are. */
export function partsOf(outputs: Outputs): ReadonlyMap<string, string> {
  const reached = (...sources: readonly string[]) =>
    withImports(
      sources.map((source) => outputOf(source, outputs)),
      outputs,
    );
  const chat = reached('app/shell/chat.routes.ts');
  const login = reached('app/features/login/login.ts', 'app/core/session/later/server-access.ts');
  const parts = new Map<string, string>();
  const put = (paths: Iterable<string>, part: string) => {
    for (const path of paths) if (!parts.has(path)) parts.set(path, part);
  };
  put(reached('src/main.ts'), 'main');
  put(
    [...chat].filter((path) => login.has(path)),
    'main',
  );
  for (const [part, sources] of Object.entries(BEGINNINGS)) put(reached(...sources), part);
  return parts;
}
