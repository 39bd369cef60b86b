import {
  bytesOf,
  CHAIN_START,
  ROSTER_START,
  type Body,
  type Entry,
  type History,
  type Uuid,
} from '@parley/protocol';
import { FakeClock } from '../../src/platform/fake-clock.ts';
import { ownWriter } from '../../src/sealing/writing/own-writer.ts';
import { sealStatement } from '../../src/sealing/writing/seal-statement.ts';
import { sealingAccount, SealedPerson, type Directory } from './sealed-person.ts';
import { SealedServer } from './sealed-server.ts';

export const GROUP = '99999999-0000-4000-8000-000000000000';

/** People with real keys, who know each other's key logs, and a server. */
export class SealedWorld {
  readonly clock = new FakeClock();
  readonly server = new SealedServer();
  readonly directory: Directory = new Map();
  #people = 0;

  async person(): Promise<SealedPerson> {
    const { account, followed } = await sealingAccount(++this.#people);
    this.directory.set(followed.log.uid, { followed });
    return new SealedPerson(account, this.server, this.directory, this.clock);
  }

  async people(count: number): Promise<SealedPerson[]> {
    const made: SealedPerson[] = [];
    while (made.length < count) made.push(await this.person());
    return made;
  }

  /** A private group, signed by its owner. */
  async group(
    owner: SealedPerson,
    others: readonly SealedPerson[],
    history: History = 'fromJoin',
  ): Promise<Uuid> {
    const members = [owner, ...others].map(
      ({ uid }) => ({ uid, role: uid === owner.uid ? 'owner' : 'member' }) as const,
    );
    const body: Body = {
      ...{ kind: 'created', type: 'group', name: 'Group', visibility: 'private', protection: 'sealed' },
      ...{ members, history },
    };
    const place = { conversation: GROUP, seq: 0, chain: bytesOf(CHAIN_START) };
    const command = { id: owner.newId(), body };
    const view = { place, rosterHash: ROSTER_START };
    this.server.append(owner.uid, GROUP, await sealStatement(ownWriter(owner.deps), view, command));
    return GROUP;
  }

  /** A change of members or roles, signed by somebody. */
  async change(by: SealedPerson, body: Body): Promise<Entry> {
    return (await this.signed(by, body))();
  }

  /** A change that is signed and waits to be stored. */
  async signed(by: SealedPerson, body: Body): Promise<() => Entry> {
    const view = await by.views.view(GROUP);
    if (view === undefined) throw new Error('no group yet');
    const command = await sealStatement(ownWriter(by.deps), view, { id: by.newId(), body });
    return () => this.server.append(by.uid, GROUP, command);
  }
}
