import type { EnvelopeRefusal } from '@parley/protocol';
import type { EpochCrypto } from '../../ports/sealing/epoch-crypto.ts';

type Method = 'unsealable' | 'seal' | 'open';

/** What a page asks its worker for. */
export type EpochCall = {
  [Name in Method]: { readonly method: Name; readonly input: Parameters<EpochCrypto[Name]> };
}[Method];

/** What a method of this name resolves to. */
export type EpochResult<Name extends Method> = Awaited<ReturnType<EpochCrypto[Name]>>;

export interface EpochRequest {
  /** Comes back in the answer: several requests may be under way. */
  readonly id: number;
  readonly call: EpochCall;
}

/** What the worker answers. Errors lose their class on the way. */
export type EpochAnswer = { readonly id: number } & (
  | { readonly result: EpochResult<Method> }
  | { readonly refusal: EnvelopeRefusal }
  | { readonly failed: string }
);
