import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Command } from '../../server-process.ts';
import { DOMAIN, PASSWORD, ROOMS } from './accounts.ts';
import type { XmppServer } from './xmpp-peer.ts';

/** Prosody of Debian, with its archive in files, as it comes, and without the limits that it has on how much a client may send. */
export const prosody: XmppServer & { readonly needs: readonly string[] } = {
  name: 'Prosody, archive in files',
  port: 18096,
  needs: ['/usr/bin/prosody'],

  prepare: async (folder, usernames): Promise<Command> => {
    const accounts = join(folder, DOMAIN, 'accounts');
    await mkdir(accounts, { recursive: true });
    for (const username of usernames)
      await writeFile(join(accounts, `${username}.dat`), `return { ["password"] = "${PASSWORD}"; };\n`);
    const settings = join(folder, 'prosody.cfg.lua');
    await writeFile(settings, settingsOf(folder, prosody.port));
    return { name: 'Prosody', run: ['prosody', '-F', '--config', settings], env: {} };
  },
};

function settingsOf(folder: string, port: number): string {
  return `
run_as_root = true
data_path = "${folder}"
pidfile = "${join(folder, 'prosody.pid')}"
log = { { levels = { min = "error" }, to = "file", filename = "${join(folder, 'prosody.log')}" } }
modules_enabled = { "saslauth", "disco", "mam" }
modules_disabled = { "s2s", "tls", "offline" }
interfaces = { "127.0.0.1" }
c2s_ports = { ${port} }
authentication = "internal_plain"
allow_unencrypted_plain_auth = true
c2s_require_encryption = false
storage = "internal"
default_archive_policy = true
VirtualHost "${DOMAIN}"
Component "${ROOMS}" "muc"
  modules_enabled = { "muc_mam" }
  muc_log_by_default = true
  muc_room_locking = false
`;
}
