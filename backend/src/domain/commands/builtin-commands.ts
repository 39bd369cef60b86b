import * as z from 'zod/mini';
import { inProcess } from './in-process.ts';
import type { RegisteredCommand } from './registered-command.ts';

interface ServerFacts {
  readonly version: string;
  /** s */
  readonly uptime: () => number;
  readonly userCount: () => number;
}

const NOTHING = z.object({});

/** The commands that every server has, beside `list_commands`. */
export function builtinCommands({ version, uptime, userCount }: ServerFacts): readonly RegisteredCommand[] {
  return [
    inProcess({
      name: 'ping',
      help: 'answers pong',
      parameters: NOTHING,
      result: z.literal('pong'),
      words: (answer) => answer,
      run: () => 'pong' as const,
    }),
    inProcess({
      name: 'echo',
      help: 'says what you said',
      parameters: z.object({ text: z._default(z.string(), '') }),
      result: z.string(),
      words: (text) => text,
      run: ({ text }) => text,
    }),
    inProcess({
      name: 'server_info',
      help: 'version and time since the start',
      parameters: NOTHING,
      result: z.object({ version: z.string(), uptime: z.int() }),
      words: (info) => `Parley ${info.version}, up ${info.uptime} s`,
      run: () => ({ version, uptime: Math.floor(uptime()) }),
    }),
    inProcess({
      name: 'user_count',
      help: 'how many users are online',
      parameters: NOTHING,
      result: z.object({ online: z.int() }),
      words: ({ online }) => `${online}`,
      run: () => ({ online: userCount() }),
    }),
  ];
}
