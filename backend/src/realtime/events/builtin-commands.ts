import type { CommandInfo } from './server-commands.ts';

interface ServerFacts {
  readonly version: string;
  /** s */
  readonly uptime: () => number;
  readonly userCount: () => number;
}

/** The commands that every server has, beside `list_commands`. */
export function builtinCommands({ version, uptime, userCount }: ServerFacts): readonly CommandInfo[] {
  return [
    { name: 'ping', description: 'answers pong', run: () => 'pong' },
    { name: 'echo', description: 'says what you said', run: (text) => text },
    {
      name: 'server_info',
      description: 'version and time since the start',
      run: () => `Parley ${version}, up ${Math.floor(uptime())} s`,
    },
    { name: 'user_count', description: 'how many users are online', run: () => `${userCount()}` },
  ];
}
