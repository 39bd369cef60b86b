import canonicalize from 'canonicalize';

/**
 * JSON with one spelling per value (RFC 8785), for hashing.
 * @throws Error for a value that JSON cannot say
 */
export function canonicalJson(value: unknown): string {
  const json = canonicalize(value);
  if (json === undefined) throw new Error('not a JSON value');
  return json;
}
