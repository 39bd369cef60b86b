import { DIALOG_DATA, DialogRef } from '@angular/cdk/dialog';
import type { Disclosure } from '@parley/client';
import { ParleyError } from '@parley/protocol';
import { FakeChatClient } from '../../../../../../../../testing/fake-chat-client.ts';
import { FakeReports } from '../../../../../../../../testing/fake-reports.ts';
import { renderInConversation } from '../../../../../../../../testing/render-conversation.ts';
import { person, uid, users } from '../../../../../../../../testing/sample-people.ts';
import { ReportDialog, type Reported } from './report-dialog.ts';

const [bob, carol] = [person(0), person(1)];
const reported: Reported = { conversation: uid(9), seq: 7 };
const disclosure: Disclosure = {
  ...{ ...reported, version: 7, sender: bob.uid, time: 0, proof: 'signed' },
  content: { type: 'text', text: 'pay me\nnow' },
  evidence: { kind: 'open' },
};

async function render(disclosed: Disclosure | Error) {
  const close = vi.fn();
  const fakeReports = new FakeReports();
  if (disclosed instanceof Error) fakeReports.refusal = disclosed;
  else fakeReports.disclosed = disclosed;
  vi.spyOn(FakeChatClient.prototype, 'reports').mockResolvedValue(fakeReports);
  const providers = [
    { provide: DIALOG_DATA, useValue: reported },
    { provide: DialogRef, useValue: { close } },
  ];
  const rendered = await renderInConversation(ReportDialog, { id: uid(9), content: { users }, providers });
  const { fixture, element } = rendered;
  await vi.waitFor(() => expect(element.querySelector('.actions')).not.toBeNull());
  const report = async () => {
    element.querySelector<HTMLElement>('button[type=submit]')?.click();
    await fixture.whenStable();
  };
  return { ...rendered, fakeReports, close, report };
}

describe('ReportDialog', () => {
  afterEach(() => vi.restoreAllMocks());

  it('shows all that is disclosed, with what proves it', async () => {
    const content = { ...disclosure.content, replyTo: 3, mentions: [carol.uid], forwardedFrom: carol.uid };
    const { element } = await render({ ...disclosure, version: 8, content });
    expect(element.querySelector('blockquote')?.textContent).toBe('pay me\nnow');
    for (const words of [
      `From${bob.displayName}`,
      'It answers an earlier message',
      `It mentions ${carol.displayName}.`,
      `First written by ${carol.displayName}.`,
      'Only the version that you see now',
      `a proof that a device of ${bob.displayName} has sent it`,
      `${bob.displayName} isn't told.`,
    ])
      expect(element.textContent.replaceAll(/\s*\n\s*/g, '')).toContain(words);
  });

  it.each([
    ['open', 'The server can read this conversation'],
    ['none', "It can't be proven"],
  ] as const)('says it where the proof is %s', async (proof, words) => {
    const { element } = await render({ ...disclosure, proof });
    expect(element.textContent).toContain(words);
  });

  it('sends what it has shown, with the reason and the words', async () => {
    const { element, fakeReports, close, report } = await render(disclosure);
    element.querySelectorAll<HTMLElement>('input[type=radio]')[1]?.click();
    const words = element.querySelector('textarea') ?? expect.unreachable('there is no field');
    words.value = 'again';
    words.dispatchEvent(new Event('input'));
    await report();
    await vi.waitFor(() => expect(close.mock.calls).toEqual([[true]]));
    expect(fakeReports.sent).toEqual([[disclosure, 'harassment', 'again']]);
  });

  it('stays open, and says why, where the server refuses it', async () => {
    const { element, fakeReports, close, report } = await render(disclosure);
    fakeReports.refusal = new ParleyError('E_TOO_MANY_REPORTS');
    await report();
    await vi.waitFor(() => expect(element.querySelector('[role=alert]')).not.toBeNull());
    expect(element.querySelector('[role=alert]')?.textContent).toContain('too many open reports');
    expect(close).not.toHaveBeenCalled();
  });

  it('says that nothing is held any more of what was deleted', async () => {
    const { element } = await render(new ParleyError('E_NOT_FOUND'));
    expect(element.textContent).toContain("This message can't be reported any more");
    expect(element.querySelector('form')).toBeNull();
  });
});
