import * as z from 'zod/mini';
import { UUID } from './uuid.ts';

/** Lower-case UUID of any version; how every user, device, session, conversation and command is named. */
export const Uuid = z.string().check(z.regex(UUID));
export type Uuid = string;

/** Position in a conversation's log, from 1 without gaps. */
export const Seq = z.int().check(z.gte(1));
/** Like `Seq`, with 0 for "before the first entry". */
export const SeqOrZero = z.int().check(z.gte(0));
/** Milliseconds since the Unix epoch, as far as dates go (ECMA-262, time values). For display only: `Seq` orders. */
export const Time = z.int().check(z.gte(0), z.lte(8.64e15));
