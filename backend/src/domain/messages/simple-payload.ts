import {
  EnvelopeError,
  ParleyError,
  simpleOfParts,
  type GatewayEnvelope,
  type Payload,
  type SimpleHeader,
} from '@parley/protocol';

/**
 * The payload of an envelope whose parts are sealed in the simple way; undefined for one without such parts.
 * @param place what the envelope's own words for it come to
 * @throws ParleyError `E_BAD_REQUEST` for parts, or a time, that are missing or are not what they say
 */
export function simplePayload(
  { header, body }: GatewayEnvelope<'direct'>,
  place: Omit<SimpleHeader, 'time'>,
): Payload | undefined {
  const { encrypted_key: key, encryption_nonce: nonce, signature, timestamp: time } = header;
  if (!isSealed(header)) return undefined;
  if (
    typeof key !== 'string' ||
    typeof nonce !== 'string' ||
    typeof signature !== 'string' ||
    typeof time !== 'number'
  )
    throw new ParleyError('E_BAD_REQUEST');
  const parts = { encrypted_key: key, encryption_nonce: nonce, content: body.content, signature };
  try {
    const bytes = simpleOfParts({ ...place, time }, parts);
    return { kind: 'sealed', bytes: Buffer.from(bytes).toString('base64') };
  } catch (error) {
    if (error instanceof EnvelopeError) throw new ParleyError('E_BAD_REQUEST', { cause: error });
    throw error;
  }
}

/** Whether an envelope has a part of a sealed message. */
export function isSealed({
  encrypted_key: key,
  encryption_nonce: nonce,
  signature,
}: Pick<GatewayEnvelope<'direct'>['header'], 'encrypted_key' | 'encryption_nonce' | 'signature'>): boolean {
  return [key, nonce, signature].some((part) => typeof part === 'string');
}
