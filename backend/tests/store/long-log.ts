import type { ConversationState, Entry } from '@parley/protocol';
import { PAGE } from '../../src/domain/archive/pages.ts';
import { nextEntry } from '../../src/domain/log/next-entry.ts';
import { openSqliteTarget } from '../../src/store/sqlite/index.ts';
import { createGroup, message, NOW, someone } from '../contract/commands.ts';

/** Adds a conversation of that many messages to a database that no server has open. */
export async function addLongLog(file: string, messages: number): Promise<void> {
  const archive = await openSqliteTarget(file);
  const [conversation, owner] = [someone(), someone()];
  let state: ConversationState | undefined;
  let page: Entry[] = [];
  for (let seq = 1; seq <= messages + 1; seq++) {
    const command = seq === 1 ? createGroup(conversation, owner) : message(conversation, owner);
    const next = nextEntry(state, command, {}, NOW + seq);
    state = next.state;
    page.push(next.entry);
    if (page.length === PAGE || seq === messages + 1) {
      await archive.logs.put(page);
      page = [];
    }
  }
  if (state !== undefined) await archive.logs.finish(state, []);
  await archive.close();
}
