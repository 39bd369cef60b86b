import { DIALOG_DATA, DialogRef } from '@angular/cdk/dialog';
import { renderInConversation } from '../../../../testing/render-conversation.ts';
import { sampleChat } from '../../../../testing/sample-chat.ts';
import { ada } from '../../../../testing/fake-session-client.ts';
import { uid } from '../../../../testing/sample-people.ts';
import { Finder } from './finder.ts';

describe('Finder', () => {
  const rows = sampleChat(0)
    .rows.filter(({ type }) => type === 'group')
    .slice(0, 3)
    .map((row, index) => ({ ...row, name: ['Open', 'Ended', 'Left'][index] ?? '' }))
    .map((row) => ({ ...row, ended: row.name === 'Ended', role: row.name === 'Left' ? null : row.role }));

  async function find(data?: { purpose: 'forward' }) {
    const providers = [
      { provide: DialogRef, useValue: {} },
      { provide: DIALOG_DATA, useValue: data },
    ];
    const content = { rows, users: new Map([[ada.uid, ada]]) };
    const { element, fixture } = await renderInConversation(Finder, { id: uid(1), content, providers });
    await vi.waitFor(() => expect(element.textContent).toContain(ada.displayName));
    await fixture.whenStable();
    return [...element.querySelectorAll('li')].map((option) =>
      [...option.querySelectorAll('.ellipsis')].map((part) => part.textContent),
    );
  }

  it('finds all conversations, and says which one holds notes to oneself', async () => {
    expect(await find()).toEqual([
      ['Open', ''],
      ['Ended', ''],
      ['Left', ''],
      [ada.displayName, 'Notes to yourself'],
    ]);
  });

  it('forwards only to where one can write', async () => {
    expect((await find({ purpose: 'forward' })).map(([name]) => name)).toEqual(['Open', ada.displayName]);
  });
});
