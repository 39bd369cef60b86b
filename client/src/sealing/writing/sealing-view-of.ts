import { bytesOf, type Uuid } from '@parley/protocol';
import { chooseEpoch } from '../../belief/choose-epoch.ts';
import { owedBy } from '../../belief/owed-changes.ts';
import { rosterHashAt } from '../../belief/roster-points.ts';
import type { SealingView } from '../../model/sealing/sealing-view.ts';
import type { BelievedConversation } from '../believed-logs.ts';
import { isOpenStill } from '../is-open-still.ts';

/** What is believed of a conversation, as far as sealing needs it. @param me who writes */
export function sealingViewOf(me: Uuid, met: BelievedConversation): SealingView {
  const { conversation, held, believed, to } = met;
  const { seq, chain } = held.head;
  const { roster, epochs } = believed;
  const { server, history } = held;
  return {
    place: { conversation, seq, chain: bytesOf(chain) },
    rosterHash: bytesOf(rosterHashAt(roster, seq)),
    history,
    believed: roster.state,
    wasSealed: roster.isSealed || roster.beginning !== undefined,
    owed: isBegun(met) ? owedBy(me, believed) : [],
    // Whether its key is here is the business of whoever seals, who can ask for it.
    chosen: chooseEpoch({ me, roster, epochs, to, server, isOpen: () => true }),
    next: { epoch: (server.epoch?.epoch ?? 0) + 1, roster: roster.moved },
    newest: server.epoch,
    recipients: to.recipients,
    leftOut: to.leftOut,
  };
}

/** Whether it is on the server, and sealed there. */
function isBegun({ held: { head, server }, believed }: BelievedConversation): boolean {
  return head.seq > 0 && !isOpenStill({ believed: believed.roster.state, newest: server.epoch });
}
