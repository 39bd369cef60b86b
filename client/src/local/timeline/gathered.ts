import type { NoticeItem, TimelineItem } from '../../model/timeline.ts';

/** Items behind others, where those who come and go in a row share one: in a room they may be hundreds. Another day begins a new one. */
export function gathered<Item extends TimelineItem>(before: readonly Item[], after: readonly Item[]): Item[] {
  const items = [...before];
  for (const item of after) {
    const last = items.at(-1);
    if (isMove(last) && isMove(item) && dayOf(last) === dayOf(item)) {
      const { more: later = [], ...next } = item;
      items[items.length - 1] = { ...last, more: [...(last.more ?? []), next, ...later] };
    } else items.push(item);
  }
  return items;
}

function isMove(item: TimelineItem | undefined): item is NoticeItem {
  return item?.kind === 'notice' && (item.body.kind === 'joined' || item.body.kind === 'left');
}

function dayOf({ time }: NoticeItem): string {
  return new Date(time).toDateString();
}
