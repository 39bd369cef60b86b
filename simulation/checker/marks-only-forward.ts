import type { Invariant, MarkSample } from './facts.ts';

/** No mark ever moves back, and nothing is read before it was delivered. */
export const marksOnlyForward: Invariant = ({ marks }) => {
  const latest = new Map<string, MarkSample>();
  return marks.flatMap((mark) => {
    const key = `${mark.seenBy} ${mark.conversation} ${mark.uid}`;
    const before = latest.get(key);
    latest.set(key, mark);
    return [...backwards(mark, before), ...impossible(mark)];
  });
};

function backwards(mark: MarkSample, before: MarkSample | undefined): string[] {
  const back = before !== undefined && (mark.delivered < before.delivered || mark.read < before.read);
  return back ? [`${mark.seenBy} saw the marks of ${mark.uid} in ${mark.conversation} go back`] : [];
}

function impossible({ seenBy, uid, conversation, delivered, read }: MarkSample): string[] {
  return read > delivered ? [`${seenBy} saw that ${uid} read what they have not got in ${conversation}`] : [];
}
