import { inOrderOf } from './steady-order.ts';

describe('inOrderOf', () => {
  const rows = (ids: string) => ids.split(',').map((id) => ({ id }));
  const order = (shown: string, now: string) =>
    inOrderOf(rows(shown), rows(now))
      .map(({ id }) => id)
      .join(',');

  it('keeps every row where it was', () => {
    expect(order('a,b,c', 'c,a,b')).toBe('a,b,c');
  });

  it('puts newcomers at the end and drops what is gone', () => {
    expect(order('a,b,c', 'd,c,a')).toBe('a,c,d');
  });

  it('shows what the rows say now', () => {
    expect(inOrderOf([{ id: 'a' }], [{ id: 'a', unread: 3 }])).toEqual([{ id: 'a', unread: 3 }]);
  });
});
