import { contentBytes, EnvelopeError, ParleyError, type Body, type Content } from '@parley/protocol';
import { sealContent } from '../../crypto/envelopes/seal-content.ts';
import type { SealingView } from '../../model/sealing/sealing-view.ts';
import type { EpochKey } from '../../ports/sealing/epoch-key-keeper.ts';
import { headerOf, type Writer } from './header-of.ts';
import { signed, type Command, type SealedCommand } from './sealed-command.ts';

/** What carries content. */
export type ContentBody = Extract<Body, { readonly kind: 'message' | 'edit' | 'reaction' }>;

/**
 * Seals what a message, an edit or a reaction says under the key of an epoch, which its body then names.
 * @throws CodedError `E_TOO_LARGE`
 */
export async function sealMessage(
  writer: Writer,
  { place }: Pick<SealingView, 'place'>,
  { id, body }: Command<ContentBody>,
  content: Content,
  { epoch, key }: EpochKey,
): Promise<SealedCommand<ContentBody>> {
  const command = { id, body: { ...body, epoch } };
  const header = headerOf('content', writer, place, command);
  return signed(writer.account, command, await sealFitting(key, header, contentBytes(content)));
}

const sealFitting: typeof sealContent = async (...input) => {
  try {
    return await sealContent(...input);
  } catch (error) {
    if (error instanceof EnvelopeError && error.refusal === 'length') throw new ParleyError('E_TOO_LARGE');
    throw error;
  }
};
