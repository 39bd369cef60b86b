import { LIMITS, ParleyError, type ClientEventName, type Refusal } from '@parley/protocol';
import { beforeEach, expect, test } from 'vitest';
import type { Connection, ConnectionHandler, Connections } from '../../src/realtime/connections.ts';

/** A client of connections under test, and what came to it, in order. */
export interface ContractClient {
  readonly heard: readonly { readonly name: string; readonly data: unknown }[];
  readonly refusal: Refusal | undefined;
  readonly isConnected: boolean;
  ask(name: ClientEventName, input: unknown): Promise<unknown>;
  /** Breaks the connection. */
  drop(): void;
}

export interface ContractHarness {
  readonly connections: Connections;
  connect(token: string): ContractClient;
  /** Lets time pass until it is so. */
  until(condition: () => boolean): Promise<void>;
}

const FULL = new ParleyError('E_SERVER_FULL', { retryAfterMs: 5_000 }).toWire();
const ENDED = new ParleyError('E_SESSION_ENDED').toWire();
const ROOM = 'conversation:one';

/** Admits all but `full`, and notes what happens. */
class Notes implements ConnectionHandler {
  readonly opened: ConnectionHandler['opened'];
  readonly open: Connection[] = [];
  readonly gone: Connection[] = [];
  readonly asked: unknown[] = [];
  answers: (input: unknown) => Promise<unknown> = (input) => Promise.resolve(input);
  enter: (connection: Connection) => void = () => undefined;

  constructor() {
    this.opened = (connection) => {
      this.enter(connection);
      this.open.push(connection);
    };
  }

  admit: ConnectionHandler['admit'] = async ({ token = '' }) =>
    token === 'full'
      ? { kind: 'refused', error: FULL }
      : {
          kind: 'admitted',
          data: {
            ...{ uid: token, sid: token, device: undefined, address: '', expiresAt: 0 },
            entered: Promise.resolve(),
            events: undefined,
          },
        };

  answer: ConnectionHandler['answer'] = async (_, name, input) => {
    this.asked.push(input);
    return { success: true, response: [name, await this.answers(input)] as never };
  };

  closed = (connection: Connection): void => {
    this.gone.push(connection);
  };
}

interface ContractOptions {
  /** Whether what is sent may have to wait. In a simulated network it never does. */
  readonly mayBeSlow: boolean;
}

/** What everything above the connections relies on, whoever carries them. */
export function connectionsContract(
  make: () => Promise<ContractHarness>,
  { mayBeSlow }: ContractOptions = { mayBeSlow: true },
): void {
  let harness: ContractHarness;
  let notes: Notes;
  beforeEach(async () => {
    harness = await make();
    notes = new Notes();
    harness.connections.serve(notes);
  });

  /** Connects a client and waits until both sides know. */
  async function connected(uid: string) {
    const client = harness.connect(uid);
    const isHere = () => notes.open.some(({ data }) => data.uid === uid);
    await harness.until(() => client.isConnected && isHere());
    const connection = notes.open.findLast(({ data }) => data.uid === uid);
    if (connection === undefined) throw new Error(`${uid} is not here`);
    return { client, connection };
  }

  /** All that was told to a client before has come: the answer travels behind it. */
  async function answered(client: ContractClient): Promise<void> {
    let isAnswered = false;
    void client.ask('typing', {}).then(() => (isAnswered = true));
    await harness.until(() => isAnswered);
  }

  const typing = (uid: string) => ({ conversation: 'one', uid });
  const uids = (client: ContractClient) => client.heard.map(({ data }) => (data as { uid?: string }).uid);

  test('who is refused learns why, and was never here', async () => {
    const client = harness.connect('full');
    await harness.until(() => client.refusal !== undefined);
    expect(client.refusal).toMatchObject({ code: 'E_SERVER_FULL', retryAfterMs: 5_000 });
    expect(harness.connections.all()).toEqual([]);
    expect([notes.open, notes.gone]).toEqual([[], []]);
  });

  test('who was admitted is here until they go', async () => {
    const { client, connection } = await connected('alice');
    connection.join([ROOM]);
    expect(harness.connections.all()).toEqual([connection]);
    expect(harness.connections.in(ROOM)).toEqual([connection]);

    client.drop();
    await harness.until(() => notes.gone.length > 0);
    expect(notes.gone).toEqual([connection]);
    expect(connection.isOpen).toBe(false);
    expect(harness.connections.all()).toEqual([]);
    expect(harness.connections.sizeOf(ROOM)).toBe(0);
  });

  test('who is gone joins no room any more', async () => {
    const { client, connection } = await connected('alice');
    client.drop();
    await harness.until(() => !connection.isOpen);
    connection.join([ROOM]);
    expect(harness.connections.in(ROOM)).toEqual([]);
  });

  test('a room is told, without those in another room, and nobody else', async () => {
    const [alice, bob, carol] = [await connected('alice'), await connected('bob'), await connected('carol')];
    for (const { connection } of [alice, bob]) connection.join([ROOM, `user:${connection.data.uid}`]);
    harness.connections.tell(ROOM, 'typing', typing('to all'));
    harness.connections.tell(ROOM, 'typing', typing('not to bob'), { except: ['user:bob'] });
    bob.connection.leave(ROOM);
    harness.connections.tell(ROOM, 'typing', typing('after bob left'));

    await harness.until(() => alice.client.heard.length === 3);
    await answered(bob.client);
    await answered(carol.client);
    expect(uids(alice.client)).toEqual(['to all', 'not to bob', 'after bob left']);
    expect(uids(bob.client)).toEqual(['to all']);
    expect(carol.client.heard).toEqual([]);
  });

  test('a room is told without one connection, while another of the same user hears it', async () => {
    const [first, second] = [await connected('alice'), await connected('alice')];
    for (const { connection } of [first, second]) connection.join([ROOM]);
    const { id } = first.connection;
    harness.connections.tell(ROOM, 'typing', typing('not to the first'), { exceptConnection: id });
    harness.connections.tell(ROOM, 'typing', typing('to both'));
    await answered(first.client);
    await answered(second.client);
    expect(uids(first.client)).toEqual(['to both']);
    expect(uids(second.client)).toEqual(['not to the first', 'to both']);
  });

  test('what slow connections are spared comes to the others, right behind something else', async () => {
    const { client, connection } = await connected('alice');
    connection.join([ROOM]);
    harness.connections.tell(ROOM, 'onlineStatus', { users: [] });
    harness.connections.tell(ROOM, 'typing', typing('at the same time'), { droppable: true });

    await answered(client);
    expect(client.heard.map(({ name }) => name)).toEqual(['onlineStatus', 'typing']);
  });

  test('what a connection is told when it opens comes after it is open', async () => {
    notes.enter = (connection) => {
      connection.join([ROOM]);
      harness.connections.tell(ROOM, 'typing', typing('at once'));
    };
    const { client } = await connected('alice');
    await harness.until(() => client.heard.length > 0);
    expect(uids(client)).toEqual(['at once']);
  });

  test('all that a connection is told keeps its order, acknowledgements included', async () => {
    const { client, connection } = await connected('alice');
    connection.join([ROOM]);
    notes.answers = async (input) => {
      harness.connections.tell(ROOM, 'typing', typing(`before ${String(input)}`));
      return client.heard.length;
    };
    const heardAtAnswer: number[] = [];
    const asking = Array.from({ length: 20 }, async (_, i) => {
      await client.ask('sync', i);
      heardAtAnswer.push(client.heard.length);
    });
    let done = false;
    void Promise.all(asking).then(() => (done = true));
    await harness.until(() => done);
    expect(notes.asked).toEqual(Array.from({ length: 20 }, (_, i) => i));
    expect(uids(client)).toEqual(Array.from({ length: 20 }, (_, i) => `before ${i}`));
    expect(heardAtAnswer.every((count, i) => count > i)).toBe(true);
  });

  test('an answer is the acknowledgement of its event', async () => {
    const { client } = await connected('alice');
    const answers: unknown[] = [];
    for (const input of ['one', 'two'])
      void client.ask('heads', input).then((answer) => answers.push(answer));
    await harness.until(() => answers.length === 2);
    expect(answers).toEqual([
      { success: true, response: ['heads', 'one'] },
      { success: true, response: ['heads', 'two'] },
    ]);
  });

  test('what was told before a close arrives, with the reason last, and nothing after it', async () => {
    const { client, connection } = await connected('alice');
    connection.join([ROOM]);
    harness.connections.tell(ROOM, 'typing', typing('before'));
    connection.close(ENDED);
    harness.connections.tell(ROOM, 'typing', typing('after'));
    await harness.until(() => !client.isConnected && notes.gone.length > 0);
    expect(client.heard.map(({ name }) => name)).toEqual(['typing', 'token-expired']);
    expect(client.heard.at(-1)?.data).toMatchObject({ code: 'E_SESSION_ENDED' });
    expect(notes.gone).toEqual([connection]);
  });

  test('each connection has an id of its own, also after others were closed', async () => {
    const ids = [(await connected('alice')).connection.id];
    (await connected('bob')).client.drop();
    ids.push((await connected('carol')).connection.id, (await connected('alice')).connection.id);
    expect(new Set(ids).size).toBe(3);
  });

  test('nothing waits for a client that reads', async () => {
    const { connection } = await connected('alice');
    await harness.until(() => connection.unsentBytes === 0);
    expect(connection.unsentBytes).toBe(0);
  });

  if (!mayBeSlow) return;
  test('a slow connection is spared what it would learn too late, until it has caught up', async () => {
    const { client, connection } = await connected('alice');
    connection.join([ROOM]);
    const told = (uid: string) => harness.connections.tell(ROOM, 'typing', typing(uid), { droppable: true });

    const page = { ...ENDED, message: 'x'.repeat(LIMITS.frameBytes) };
    harness.connections.tell(ROOM, 'token-expired', page);
    told('too late');
    await harness.until(() => connection.unsentBytes === 0);
    told('in time');

    await harness.until(() => client.heard.length === 2);
    expect(client.heard.map(({ data }) => data)).toEqual([page, typing('in time')]);
  });
}
