import { message } from '../../../../../../testing/sample-messages.ts';
import { person } from '../../../../../../testing/sample-people.ts';
import { isRemovedByServer } from './is-removed-by-server.ts';

const { content: _erased, ...rest } = message(4, person(0).uid, 0, { text: '' });
const erased = { ...rest, deleted: true };

describe('isRemovedByServer', () => {
  it('is so where no member deleted what was erased', () => {
    expect(isRemovedByServer(erased, [erased])).toBe(true);
    expect(isRemovedByServer({ ...erased, deletedBy: person(0).uid }, [erased])).toBe(false);
    expect(isRemovedByServer({ ...erased, deleted: false }, [erased])).toBe(false);
  });

  it('cannot be told where a later part is hidden, which may hold the deletion', () => {
    const hidden = (from: number) => ({ kind: 'hidden', id: `h${from}`, from, to: from + 3 }) as const;
    expect(isRemovedByServer(erased, [erased, hidden(6)])).toBe(false);
    expect(isRemovedByServer(erased, [hidden(1), erased])).toBe(true);
  });
});
