import { access } from 'node:fs/promises';
import type { Peer } from '../../peer.ts';
import { ejabberd } from './ejabberd.ts';
import { prosody } from './prosody.ts';
import { startXmpp } from './xmpp-peer.ts';

/** How the XMPP servers are started that are installed here, by Debian's packages `ejabberd` with `erlang-p1-sqlite3`, and `prosody`. */
export async function installedXmpp(): Promise<readonly (() => Promise<Peer>)[]> {
  const found = await Promise.all(
    [ejabberd, prosody].map(async (server) => ((await isHere(server)) ? [server] : [])),
  );
  return found.flat().map((server) => () => startXmpp(server));
}

async function isHere({ needs }: { readonly needs: readonly string[] }): Promise<boolean> {
  const there = await Promise.all(
    needs.map((file) =>
      access(file).then(
        () => true,
        () => false,
      ),
    ),
  );
  return there.every(Boolean);
}
