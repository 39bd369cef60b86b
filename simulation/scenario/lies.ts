import {
  KeyLogsPage,
  KeysPage,
  RostersPage,
  type Body,
  type SignedKeyLogEntry,
  type Uuid,
} from '@parley/protocol';
import { signerOf, type Liar } from '../server/liar.ts';

/** Something that a lying server does once in a run, and may go on with. */
type Lie = (liar: Liar) => Promise<void>;

/** Which of two devices is stolen, see `steal`. */
const STOLEN = 0;

const addedTo = (uid: Uuid): Body => ({ kind: 'added', members: [uid] });

/** Lies by which the server, or somebody with its help, would come to read. */
export const READERS: Readonly<Record<string, Lie>> = {
  'adds an account without a signature': async (liar) =>
    liar.plain(await liar.owner(), addedTo(liar.deps.own.uid)),
  'adds an account with a device of its own, in the name of the owner': async (liar) => {
    const owner = await liar.owner();
    await liar.signed(owner, addedTo(liar.deps.own.uid), liar.inTheNameOf(owner));
  },
  'lets an account add itself': (liar) =>
    liar.signed(liar.deps.own.uid, addedTo(liar.deps.own.uid), liar.ownSigner()),
  'adds an account, and lets it start an epoch': async (liar) => {
    await liar.plain(await liar.owner(), addedTo(liar.deps.own.uid));
    await liar.epoch(liar.deps.own.uid, liar.ownSigner());
  },
  'starts an epoch in the name of a member': async (liar) => {
    const owner = await liar.owner();
    await liar.epoch(owner, liar.inTheNameOf(owner));
  },
  'adds an account by a stolen device': async (liar) => {
    const [alice] = liar.deps.accounts;
    // Whoever has not heard of the theft by then may believe it: the stolen device was hers.
    if (alice !== undefined && (await isRekeyed(liar, alice.uid)))
      await liar.signed(alice.uid, addedTo(liar.deps.own.uid), signerOf(alice, STOLEN));
  },
};

/** Lies about what happened when, and to whom. */
export const HISTORIES: Readonly<Record<string, Lie>> = {
  'shows two histories, and goes back to one': (liar) => liar.deps.cluster.fork([anyone(liar)]),
  'stores late in one history what was said in another': async (liar) => {
    const { cluster } = liar.deps;
    await cluster.fork([anyone(liar)], async (entries) => {
      for (const entry of entries) await liar.carry(entry);
    });
  },
  'goes back to a backup': (liar) => liar.deps.cluster.restore(),
  'leaves out changes of members': async ({ deps: { cluster } }) => {
    cluster.lie = (path, body) => {
      if (path !== '/web/rosters') return body;
      const { rosters, done } = RostersPage.parse(body);
      const short = rosters.map((one) => ({
        ...one,
        entries: one.entries.filter(({ body: { kind } }) => kind !== 'removed' && kind !== 'left'),
      }));
      return { rosters: short, done };
    };
  },
  'hands out keys that it has changed': async ({ deps: { cluster } }) => {
    cluster.lie = (path, body) => {
      if (path !== '/web/keys') return body;
      const { keys, done } = KeysPage.parse(body);
      return { keys: keys.map((one) => ({ ...one, handed: one.handed.map(withFlippedByte) })), done };
    };
  },
};

/** Lies about who somebody is. */
export const KEYS: Readonly<Record<string, Lie>> = {
  'rolls back key logs': async (liar) => {
    const { cluster } = liar.deps;
    cluster.lie = (path, body, asked) =>
      path === '/web/keylogs' ? shownKeyLogs(body, asked, (_, known) => known.slice(0, 2)) : body;
  },
  'shows other keys of a member': async ({ deps: { cluster, own } }) => {
    const [, bob] = cluster.users;
    cluster.lie = (path, body, asked) =>
      path === '/web/keylogs'
        ? shownKeyLogs(body, asked, (uid, known) => (uid === bob?.uid ? own.stored.keyLog : known))
        : body;
  },
  'rolls back vaults': async ({ deps: { cluster, accounts } }) => {
    cluster.lie = (path, body, _, uid) => {
      const vault = accounts.find((one) => one.uid === uid)?.stored.vault;
      return path === '/web/vault' && isVault(body) && vault !== undefined ? { vault } : body;
    };
  },
};

async function isRekeyed({ deps: { cluster, group } }: Liar, uid: Uuid): Promise<boolean> {
  const entries = await cluster.store.entries(group, 1, Number.POSITIVE_INFINITY);
  return entries.some(({ sender, body }) => sender === uid && body.kind === 'rekeyed');
}

function anyone({ deps: { cluster, random } }: Liar): Uuid {
  return random.pick(cluster.users).uid;
}

function withFlippedByte(handed: KeysPage['keys'][number]['handed'][number]) {
  const bytes = Buffer.from(handed.bundle, 'base64');
  bytes[bytes.length - 70] = (bytes.at(-70) ?? 0) ^ 1;
  return { ...handed, bundle: bytes.toString('base64') };
}

/** @param shown a whole key log in the place of what is known of it */
function shownKeyLogs(
  body: unknown,
  asked: unknown,
  shown: (uid: Uuid, known: readonly SignedKeyLogEntry[]) => readonly SignedKeyLogEntry[],
): unknown {
  const { after } = asked as { readonly after: readonly { readonly uid: Uuid; readonly seq: number }[] };
  const { keyLogs, done } = KeyLogsPage.parse(body);
  const lies = keyLogs.map(({ uid, entries }) => {
    const seq = after.find((one) => one.uid === uid)?.seq ?? 0;
    const padding = Array.from({ length: seq }, () => ({ entry: '', signatures: [] }));
    return { uid, entries: shown(uid, [...padding, ...entries]).slice(seq) };
  });
  return { keyLogs: lies, done };
}

function isVault(body: unknown): boolean {
  return typeof body === 'object' && body !== null && 'vault' in body;
}
