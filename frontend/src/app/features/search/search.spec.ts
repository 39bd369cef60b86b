import { TestBed } from '@angular/core/testing';
import { Router } from '@angular/router';
import { NoAnswerError, type FoundMessages, type SealedConversation } from '@parley/client';
import { FakeConversation } from '../../../../testing/fake-conversation.ts';
import { renderInConversation } from '../../../../testing/render-conversation.ts';
import { sampleChat } from '../../../../testing/sample-chat.ts';
import { message } from '../../../../testing/sample-messages.ts';
import { person, uid, users } from '../../../../testing/sample-people.ts';
import { OpenConversation } from '../../core/chat/open-conversation.ts';
import { Reader } from '../../core/chat/reader.ts';
import { Search } from './search.ts';

const ROOM = uid(1);
const row = { ...(sampleChat(0).rows[1] ?? expect.unreachable()), id: ROOM };
const OPEN: SealedConversation = { protection: 'open', leftOut: [], notOpened: new Map(), alarms: [] };
const onServer = { kind: 'server', indexed: 9, head: 9 } as const;

function page(seqs: readonly number[], changes: Partial<FoundMessages> = {}): FoundMessages {
  const messages = seqs.map((seq) => message(seq, person(0).uid, 0, { text: `the beds ${String(seq)}` }));
  return { messages, next: undefined, isFar: false, place: onServer, ...changes };
}

describe('Search', () => {
  async function show(address = '') {
    vi.spyOn(Router.prototype, 'url', 'get').mockReturnValue(`/c/${ROOM}/search${address}`);
    vi.stubGlobal('matchMedia', () => ({ matches: true }));
    const rendered = await renderInConversation(Search, {
      id: ROOM,
      content: { rows: [row], users, open: () => new FakeConversation(ROOM) },
      providers: [Reader],
    });
    const { client, element, fixture } = rendered;
    const search = vi.spyOn(client, 'search');
    const navigate = vi.spyOn(TestBed.inject(Router), 'navigate').mockResolvedValue(true);
    client.sealed.set(new Map([[ROOM, OPEN]]));
    const field = () => element.querySelector<HTMLInputElement>('[aria-label="Search messages"]');
    const type = async (text: string) => {
      const input = field() ?? expect.unreachable();
      input.value = text;
      input.dispatchEvent(new Event('input'));
      await fixture.whenStable();
    };
    const said = () => element.querySelector('[role=status]')?.textContent;
    const results = () => [...element.querySelectorAll('.results li')].map(({ textContent }) => textContent);
    return { ...rendered, field, navigate, results, said, search, type };
  }
  afterEach(() => {
    vi.unstubAllGlobals();
    vi.restoreAllMocks();
  });

  it('has the field focused, says what it is for, and asks nobody for nothing', async () => {
    const { element, field, search } = await show();
    expect(document.activeElement).toBe(field());
    expect(element.textContent).toContain('Search for words, or choose what messages must have.');
    expect(search).not.toHaveBeenCalled();
  });

  it('marks what a machine has said', async () => {
    const { client, element, fixture, search, type } = await show();
    search.mockResolvedValue(page([3]));
    client.people.users.set(new Map([[person(0).uid, { ...person(0), kind: 'machine' as const }]]));
    await type('beds');
    await vi.waitFor(() => expect(element.querySelector('.machine')?.textContent).toBe('machine'));
    await fixture.whenStable();
  });

  it('finds by words, marks them, and says who looked', async () => {
    const { client, element, results, said, search, type } = await show();
    client.found = page([7, 5]);
    await type('Béds');
    await vi.waitFor(() => expect(results()).toHaveLength(2));
    expect(search.mock.lastCall).toEqual([ROOM, { words: 'Béds' }, undefined]);
    expect([...element.querySelectorAll('mark')].map(({ textContent }) => textContent)).toEqual([
      'beds',
      'beds',
    ]);
    // Nothing stands between the parts of a text.
    expect(element.querySelector('.results .text')?.textContent).toBe('the beds 7');
    expect(said()).toBe('2 messages');
    expect(element.textContent).toContain('Searched on the server, which can read what is written here.');
    expect(element.querySelector('.results a')?.getAttribute('href')).toBe(`/c/${ROOM}/m/7`);
  });

  it('asks nobody before it is known whether the server reads the conversation', async () => {
    const { client, results, search, type } = await show();
    client.found = page([7]);
    client.sealed.set(new Map());
    await type('beds');
    expect(search).not.toHaveBeenCalled();
    client.sealed.set(new Map([[ROOM, OPEN]]));
    await vi.waitFor(() => expect(results()).toHaveLength(1));
  });

  it('takes its filters from the address, and puts them there', async () => {
    const filters = `from=${uid(3)}&since=2026-11-02&until=2026-11-03`;
    const { element, navigate, search } = await show(`#${filters}&link=1`);
    await vi.waitFor(() => expect(search).toHaveBeenCalled());
    expect(search.mock.lastCall?.[1]).toEqual({
      ...{ sender: uid(3), link: true },
      since: new Date(2026, 10, 2).getTime(),
      until: new Date(2026, 10, 4).getTime() - 1,
    });
    const toggles = [...element.querySelectorAll<HTMLElement>('.toggle')];
    expect(toggles.map((toggle) => toggle.getAttribute('aria-pressed'))).toEqual(['true', 'false', 'false']);
    toggles[0]?.click();
    toggles[2]?.click();
    // Behind `#`: neither the server nor a proxy learns of it.
    expect(navigate.mock.calls.map(([, extras]) => extras)).toMatchObject([
      { fragment: filters },
      { fragment: `${filters}&link=1&pinned=1` },
    ]);
    for (const [, extras] of navigate.mock.calls) expect(extras).not.toHaveProperty('queryParams');
  });

  it('goes on page by page, and fetches what is not here only when asked', async () => {
    const { client, element, fixture, results, search, type } = await show();
    const device = { kind: 'device', backTo: Date.UTC(2026, 2, 3, 12) } as const;
    client.found = page([], { place: device, next: 51, isFar: true });
    await type('beds');
    await vi.waitFor(() => expect(element.textContent).toContain('No messages match so far.'));
    expect(search).toHaveBeenCalledOnce();
    expect(element.textContent).toMatch(/this device only, back to .*2026/);
    const more = [...element.querySelectorAll<HTMLElement>('.results .quiet')].find((button) =>
      button.textContent.includes('Search older messages'),
    );
    client.found = page([8], { place: device });
    more?.click();
    await vi.waitFor(() => expect(results()).toHaveLength(1));
    await fixture.whenStable();
    expect(search.mock.lastCall).toEqual([ROOM, { words: 'beds' }, 51]);
  });

  it('does not go on in the conversation that is opened meanwhile, and shows nothing found before there', async () => {
    const { client, element, results, search, type } = await show();
    const other = uid(2);
    client.sealed.set(new Map([[ROOM, { ...OPEN, protection: 'sealed' }]]));
    client.found = page([7], { next: 7, place: { kind: 'device', backTo: 0 } });
    await type('beds');
    await vi.waitFor(() => expect(results()).toHaveLength(1));
    const more = Promise.withResolvers<FoundMessages>();
    search.mockReturnValueOnce(more.promise);
    element.querySelector<HTMLElement>('.results .quiet')?.click();
    client.found = page([3]);
    TestBed.inject(OpenConversation).id.set(other);
    more.resolve(page([], { next: 5, place: { kind: 'device', backTo: 0 } }));
    await vi.waitFor(() => expect(results()).toHaveLength(0));
    client.sealed.set(new Map([[other, OPEN]]));
    await vi.waitFor(() => expect(results()).toHaveLength(1));
    expect(search.mock.calls).toEqual([
      [ROOM, { words: 'beds' }, undefined],
      [ROOM, { words: 'beds' }, 7],
      [other, { words: 'beds' }, undefined],
    ]);
    expect(element.querySelector('.results a')?.getAttribute('href')).toBe(`/c/${other}/m/3`);
  });

  it('looks for senders of a sealed conversation among the people whom this device knows', async () => {
    const { client, element, fixture } = await show();
    client.sealed.set(new Map([[ROOM, { ...OPEN, protection: 'sealed' }]]));
    const ask = vi.spyOn(client.people, 'search');
    await fixture.whenStable();
    const sender = element.querySelector<HTMLInputElement>('[aria-label="Sender"]') ?? expect.unreachable();
    const look = (name: string) => {
      sender.value = name;
      sender.dispatchEvent(new Event('input'));
    };
    const { displayName } = person(0);
    look(displayName);
    await vi.waitFor(() =>
      expect(element.querySelector('[aria-label=People]')?.textContent).toContain(displayName),
    );
    look('Nobody');
    await vi.waitFor(() => expect(element.textContent).toContain('No people match.'));
    expect(ask).not.toHaveBeenCalled();
    // Where the server reads all, it knows more people.
    client.sealed.set(new Map([[ROOM, OPEN]]));
    await vi.waitFor(() => expect(ask).toHaveBeenCalledWith('Nobody'));
  });

  it('says up to where the index has come, and asks again', async () => {
    const { client, element, search, type } = await show();
    client.found = page([], { place: { kind: 'server', indexed: 45, head: 100 } });
    await type('beds');
    await vi.waitFor(() => expect(element.textContent).toContain('45% of it can be found by now'));
    client.found = page([1]);
    const again = [...element.querySelectorAll<HTMLElement>('button')].find((button) =>
      button.textContent.includes('Search again'),
    );
    again?.click();
    await vi.waitFor(() => expect(search).toHaveBeenCalledTimes(2));
    await vi.waitFor(() => expect(element.textContent).not.toContain('can be found by now'));
  });

  it('says that words need a letter, and that nobody answered', async () => {
    const { element, search, type } = await show();
    await type('🎉 !');
    expect(element.textContent).toContain('Type at least one letter or digit.');
    expect(search).not.toHaveBeenCalled();
    search.mockRejectedValueOnce(new NoAnswerError());
    await type('beds');
    await vi.waitFor(() => expect(element.querySelector('[role=alert]')).not.toBeNull());
  });

  it('shows what was found beside it; in a narrow window, in its place', async () => {
    const { client, conversation, element, fixture, results, type } = await show();
    const reach = vi.spyOn(conversation, 'reach').mockResolvedValue(true);
    const go = vi.spyOn(TestBed.inject(Router), 'navigateByUrl').mockResolvedValue(true);
    client.found = page([7]);
    await type('beds');
    await vi.waitFor(() => expect(results()).toHaveLength(1));
    const click = () =>
      element.querySelector('.results a')?.dispatchEvent(new MouseEvent('click', { cancelable: true }));
    click();
    await fixture.whenStable();
    expect(reach).toHaveBeenCalledExactlyOnceWith(7);
    expect(go).not.toHaveBeenCalled();
    vi.stubGlobal('matchMedia', () => ({ matches: false }));
    click();
    expect(go.mock.lastCall?.[0].toString()).toBe(`/c/${ROOM}/m/7`);
  });
});
