import type { Body } from '@parley/protocol';
import type { SealingView } from '../../model/sealing/sealing-view.ts';
import { headerOf, type Writer } from './header-of.ts';
import { signed, type Command, type SealedCommand } from './sealed-command.ts';

/** Signs a change of members, roles, rules, names or keys, or another change that says nothing secret. */
export function sealStatement<Said extends Body>(
  writer: Writer,
  { place, rosterHash }: Pick<SealingView, 'place' | 'rosterHash'>,
  command: Command<Said>,
): Promise<SealedCommand<Said>> {
  return signed(writer.account, command, {
    header: headerOf('statement', writer, place, command),
    rosterHash,
  });
}
