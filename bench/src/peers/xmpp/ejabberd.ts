import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import type { Command } from '../../server-process.ts';
import { DOMAIN, PASSWORD } from './accounts.ts';
import type { XmppServer } from './xmpp-peer.ts';

/** The tables that it expects, as Debian installs them. */
const SCHEMA = '/usr/share/ejabberd/sql/lite.sql';

/** ejabberd of Debian, with its archive in SQLite, and without the limits that it has on how much a client may send. */
export const ejabberd: XmppServer & { readonly needs: readonly string[] } = {
  name: 'ejabberd, archive in SQLite',
  port: 18095,
  needs: ['/usr/sbin/ejabberdctl', SCHEMA],

  prepare: async (folder, usernames): Promise<Command> => {
    const database = join(folder, 'ejabberd.db');
    await createAccounts(database, usernames);
    const settings = join(folder, 'ejabberd.yml');
    await writeFile(settings, settingsOf(database, ejabberd.port));
    const mnesia = join(folder, 'mnesia');
    return {
      name: 'ejabberd',
      // As its own script starts it, but in this folder and as this process: the script goes on as another user.
      run: ['erl', '-noinput', '-mnesia', 'dir', `"${mnesia}"`, '-s', 'ejabberd'],
      env: {
        ERL_LIBS: await librariesOf('/usr/sbin/ejabberdctl'),
        HOME: folder,
        SPOOL_DIR: mnesia,
        EJABBERD_CONFIG_PATH: settings,
        EJABBERD_LOG_PATH: join(folder, 'ejabberd.log'),
      },
    };
  },
};

async function createAccounts(file: string, usernames: readonly string[]): Promise<void> {
  const db = new Database(file);
  db.pragma('journal_mode = WAL');
  db.exec(await readFile(SCHEMA, 'utf8'));
  const insert = db.prepare('INSERT INTO users (username, password) VALUES (?, ?)');
  for (const username of usernames) insert.run(username, PASSWORD);
  db.close();
}

async function librariesOf(script: string): Promise<string> {
  return /^ERL_LIBS='(?<path>[^']+)'/m.exec(await readFile(script, 'utf8'))?.groups?.path ?? '';
}

function settingsOf(database: string, port: number): string {
  return `
hosts: [${DOMAIN}]
loglevel: 2
auth_method: sql
auth_password_format: plain
default_db: sql
sql_type: sqlite
sql_database: ${database}
access_rules:
  c2s: {allow: all}
listen:
  - {port: ${port}, ip: 127.0.0.1, module: ejabberd_c2s, max_stanza_size: 262144}
modules:
  mod_disco: {}
  mod_mam: {default: always}
  mod_muc: {default_room_options: {mam: true, persistent: false}}
`;
}
