import { inOrderOf } from './steady-order.ts';

describe('inOrderOf', () => {
  const rows = (ids: string) => [...ids].map((id) => ({ id }));
  const order = (shown: string, now: string) =>
    inOrderOf(rows(shown), rows(now))
      .map(({ id }) => id)
      .join('');

  it('keeps every row where it was', () => {
    expect(order('abc', 'cab')).toBe('abc');
  });

  it('puts newcomers at the end and drops what is gone', () => {
    expect(order('abc', 'dca')).toBe('acd');
  });

  it('shows what the rows say now', () => {
    expect(inOrderOf([{ id: 'a' }], [{ id: 'a', unread: 3 }])).toEqual([{ id: 'a', unread: 3 }]);
  });
});
