/**
 * The Content-Security-Policy of the pages at `/docs`. It allows nothing that the pages of the web client may not, but for the name of
 * another Trusted Types policy, the viewer's own. `sandbox` puts them into a box: they come from no origin, so that the viewer, a large
 * program of others, reaches neither the cookie nor the keys that the web client keeps in this browser.
 */
export const DOCUMENTS_POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "connect-src 'self'",
  "img-src 'self' data:",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
  "require-trusted-types-for 'script'",
  'trusted-types default dompurify',
  'sandbox allow-scripts',
].join('; ');
