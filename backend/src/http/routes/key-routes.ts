import type { Context } from '../../domain/context.ts';
import { extendKeyLog } from '../../domain/keys/extend-key-log.ts';
import { keyLogsPage } from '../../domain/keys/key-logs-page.ts';
import { offerPairing, takePairing } from '../../domain/keys/pairing.ts';
import { putVault } from '../../domain/keys/put-vault.ts';
import { takeAll } from '../../domain/limits/take-all.ts';
import type { Handlers } from './call.ts';
import type { CallerLimit } from '../../domain/limits/caller-limit.ts';
import type { CommandLimits } from './command-limits.ts';

type Names =
  'keyLogs' | 'extendKeyLog' | 'vault' | 'formerVaults' | 'putVault' | 'offerPairing' | 'takePairing';

/** Key logs of everyone; one's own vault; the code by which another browser lets this one in. */
export function keyRoutes(
  context: Context,
  { keyChanges, vaults }: Pick<CommandLimits, 'keyChanges' | 'vaults'>,
): Handlers<Names> {
  const within = (limit: CallerLimit, { uid, address }: { readonly uid: string; readonly address: string }) =>
    takeAll([
      { limit: limit.user, key: uid, points: 1 },
      { limit: limit.address, key: address, points: 1 },
    ]);
  return {
    keyLogs: ({ request }) => keyLogsPage(context, request),
    extendKeyLog: async (call) => {
      await within(keyChanges, call);
      const { request, address, who } = call;
      const ended = await extendKeyLog(context, who.session, { ...request, address });
      // A device that revokes itself logs out.
      if (ended.includes(who.session.sid)) call.leave();
      return {};
    },
    vault: async ({ uid }) => {
      const vault = await context.keys.vault(uid);
      return vault === undefined ? {} : { vault };
    },
    formerVaults: async ({ uid }) => ({ vaults: [...(await context.keys.formerVaults(uid))] }),
    putVault: async (call) => {
      await within(vaults, call);
      await putVault(context, call.uid, call.request);
      return {};
    },
    offerPairing: async (call) => {
      await within(keyChanges, call);
      return { expiresAt: await offerPairing(context, call.uid, call.request.wrap) };
    },
    takePairing: async (call) => {
      await within(keyChanges, call);
      return { wrap: await takePairing(context, call.uid) };
    },
  };
}
