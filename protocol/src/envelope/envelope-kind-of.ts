import type { EnvelopeKind } from './header.ts';

/** What a body says that decides about its envelope. */
interface EnvelopedBody {
  readonly kind: string;
  readonly epoch?: number | undefined;
}

/** The kind of envelope that a body carries in a sealed conversation; any other is refused. */
export function envelopeKindOf({ kind, epoch }: EnvelopedBody): EnvelopeKind {
  switch (kind) {
    case 'message':
    case 'edit':
    case 'reaction':
      return 'content';
    case 'keys':
      return 'bundle';
    case 'added':
      return epoch === undefined ? 'statement' : 'bundle';
    default:
      return 'statement';
  }
}
