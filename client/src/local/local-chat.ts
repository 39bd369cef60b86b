import type { User, Uuid } from '@parley/protocol';
import { atom } from 'nanostores';
import { KnownConversations } from '../model/known-conversations.ts';
import type { StorageProblem } from '../model/storage-problem.ts';
import type { StoredConversation } from '../model/stored-conversation.ts';
import { systemClock } from '../platform/system-clock.ts';
import { systemRandom } from '../platform/system-random.ts';
import type { ServerLoader } from '../ports/chat-server.ts';
import type { Snapshot } from '../ports/storage/chat-storage.ts';
import type { Clock } from '../ports/clock.ts';
import { noDraftChannel } from '../ports/draft-channel.ts';
import type { LocalHalf } from '../ports/local-half.ts';
import type { Random } from '../ports/random.ts';
import { Arrivals } from './conversations/arrivals.ts';
import { ConversationList } from './conversations/conversation-list.ts';
import { isHidden } from './conversations/is-hidden.ts';
import { Drafts } from './drafts/drafts.ts';
import { isTransient } from './is-transient.ts';
import { LastingCopy } from './lasting-copy.ts';
import { LazyServer } from './lazy-server.ts';
import type { LocalDeps } from './local-deps.ts';
import { Outbox } from './outbox/outbox.ts';
import { PeopleDirectory } from './people/people-directory.ts';
import { redrawOnChange } from './redraw-on-change.ts';
import { ServerEvents } from './server-events.ts';
import { OpenedConversations } from './timeline/opened-conversations.ts';

/**
 * The parts that show the local copy and fill the outbox. They need no server; once the `ChatServer` is loaded, what the
 * server sends flows into `sink`.
 */
export class LocalChat implements LocalHalf {
  readonly user: User;
  readonly me: Uuid;
  readonly storage: LastingCopy;
  readonly clock: Clock;
  readonly random: Random;
  readonly known = new KnownConversations();
  readonly opened = new OpenedConversations();
  readonly server: LazyServer;
  readonly outbox: Outbox;
  readonly people: PeopleDirectory;
  readonly drafts: Drafts;
  readonly list: ConversationList;
  readonly arrivals: Arrivals;
  readonly sink: ServerEvents;
  /** Why there is no local copy to work with. */
  readonly problem = atom<StorageProblem | undefined>(undefined);
  /** Settles once the local copy was read. */
  readonly loaded: Promise<void>;
  readonly #report: (error: unknown) => void;
  #closed = false;

  constructor(deps: LocalDeps, loadServer: ServerLoader) {
    const { me: user, draftChannel = noDraftChannel } = deps;
    const { clock = systemClock, random = systemRandom, report = () => undefined } = deps;
    this.user = user;
    this.me = user.uid;
    this.clock = clock;
    this.random = random;
    this.#report = report;
    const { me, known, opened } = this;
    const background = (task: Promise<unknown>) => this.background(task);
    this.server = new LazyServer({
      clock,
      // In the next turn, when all of what the loader may use is there.
      load: () => Promise.resolve(this).then(loadServer),
      failed: () => this.sink.notLoaded(),
    });
    const { server } = this;
    this.storage = new LastingCopy({ stored: deps.storage, server, clock });
    const { storage } = this;
    this.outbox = new Outbox({ storage, clock, random, server, background });
    this.people = new PeopleDirectory({ server, storage, clock, background }, user);
    const { outbox, people } = this;
    this.arrivals = new Arrivals({ me, people, known, clock });
    const { arrivals } = this;
    this.drafts = new Drafts({
      clock,
      random,
      background,
      channel: draftChannel,
      save: (draft) => storage.saveDraft(draft),
      changed: (conversation) => this.list.draftChanged(conversation),
    });
    this.list = new ConversationList({ me, known, people, drafts: this.drafts });
    this.sink = new ServerEvents({ me, storage, clock, known, opened, outbox, people, arrivals, background });
    redrawOnChange(this);
    storage.problem.subscribe((problem) => this.#storageMoved(problem));
    storage.dropped.listen((dropped) => dropped && this.background(this.#loadAnew(dropped)));
    this.loaded = this.#load();
    this.background(this.loaded);
  }

  isHidden(conversation: StoredConversation): boolean {
    return isHidden(conversation, this.people.blocked.get());
  }

  /** Failures that the next attempt or connection makes up for are not reported. */
  background(task: Promise<unknown>): void {
    task.catch((error: unknown) => {
      if (!this.#closed && !isTransient(error)) this.#report(error);
    });
  }

  async close(): Promise<void> {
    this.#closed = true;
    this.server.close();
    this.outbox.stop();
    this.arrivals.stop();
    this.storage.stop();
  }

  async #load(): Promise<void> {
    const snapshot = await this.#snapshot();
    if (this.#closed) return;
    this.people.loaded(snapshot.users, snapshot.blocked);
    for (const conversation of snapshot.conversations) this.known.put(conversation);
    this.drafts.restore(snapshot.drafts);
    this.outbox.start(snapshot.outbox);
    this.list.redoAll();
    for (const opened of this.opened.all()) opened.changed({ kind: 'replaced' });
    this.server.start(snapshot.headsToken);
  }

  /** Something of this conversation did not open. Without the server, the next connection makes up for it. */
  async #loadAnew(dropped: StoredConversation): Promise<void> {
    await this.loaded;
    this.known.put(dropped);
    this.opened.changed(dropped.id, { kind: 'replaced' });
    await (await this.server.log(dropped.id)).start();
  }

  /** Without a local copy nothing works: reports it once and stops everything. */
  async #snapshot(): Promise<Snapshot> {
    try {
      return await this.storage.load();
    } catch (error) {
      if (!this.#closed) this.#report(error);
      this.problem.set(this.storage.problem.get() ?? 'unavailable');
      await this.close();
      throw error;
    }
  }

  #storageMoved(problem: StorageProblem | undefined): void {
    // What is lost stays lost, however the stored copy does afterwards.
    if (problem === 'taken' || this.problem.get() !== 'lost') this.problem.set(problem);
    if (problem === 'taken') this.background(this.close());
    if (problem === 'lost') this.background(this.storage.goOn());
  }
}
