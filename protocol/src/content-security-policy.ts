/**
 * The one Content-Security-Policy, sent with the SPA by this server or by nginx. Angular writes styles inline and names
 * its Trusted Types policies `angular` and `angular#bundler`; `default` is ours and lets workers of this site pass.
 */
export const CONTENT_SECURITY_POLICY = [
  "default-src 'none'",
  "script-src 'self' 'wasm-unsafe-eval'",
  "style-src 'self' 'unsafe-inline'",
  "worker-src 'self'",
  "connect-src 'self'",
  "img-src 'self' data: blob:",
  "font-src 'self'",
  "manifest-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
  "require-trusted-types-for 'script'",
  'trusted-types angular angular#bundler default',
].join('; ');
