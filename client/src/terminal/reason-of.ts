import { NoAnswerError } from '../index.ts';

const CERTIFICATE_ERRORS: ReadonlySet<unknown> = new Set([
  'DEPTH_ZERO_SELF_SIGNED_CERT',
  'SELF_SIGNED_CERT_IN_CHAIN',
  'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
  'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
  'CERT_HAS_EXPIRED',
  'CERT_NOT_YET_VALID',
  'ERR_TLS_CERT_ALTNAME_INVALID',
]);

/** Why a start failed, in a sentence for the user. A server with an untrusted certificate gets its own. */
export function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const distrust = error instanceof NoAnswerError ? distrustIn(error.cause) : undefined;
  return distrust === undefined
    ? error.message
    : `The certificate of the server is not trusted here: ${distrust}. If it made its own, take a copy of its ` +
        'data/own-certificate.pem and start again with NODE_EXTRA_CA_CERTS=own-certificate.pem before the command.';
}

/** `fetch` says why it failed in the cause of its error. */
function distrustIn(error: unknown): string | undefined {
  if (!(error instanceof Error)) return undefined;
  return 'code' in error && CERTIFICATE_ERRORS.has(error.code) ? error.message : distrustIn(error.cause);
}
