import type { CodedError } from '@parley/protocol';
import type { SealingView } from '../../model/sealing/sealing-view.ts';
import { isRemade } from '../writing/is-remade.ts';
import { SEALING_LIMITS } from '../sealing-limits.ts';

/** How often a change was refused for no reason that shows in the log. */
export class Refusals {
  #unexplained = 0;

  /** @throws the refusal, where signing anew would not help */
  count(refusal: CodedError, before: SealingView, now: SealingView): void {
    if (isExplained(before, now)) return;
    if (!isRemade(refusal) || ++this.#unexplained > SEALING_LIMITS.remakes) throw refusal;
  }
}

/** Whether something was stored meanwhile that an entry is refused for. */
function isExplained(before: SealingView, now: SealingView): boolean {
  const at = ({ next, newest }: SealingView) => `${next.roster}/${next.epoch}/${newest?.part ?? 0}`;
  return at(before) !== at(now);
}
