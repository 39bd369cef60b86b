interface TrustedTypes {
  createPolicy(name: string, rules: { readonly createScriptURL: (url: string) => string }): unknown;
}

/**
 * Under `require-trusted-types-for 'script'` the browser asks this policy about every worker address. It allows addresses of
 * this site. It creates neither HTML nor scripts, so that these stay forbidden.
 */
export function trustOwnWorkers(
  scope: { readonly trustedTypes?: TrustedTypes } & { readonly origin: string } = globalThis,
): void {
  scope.trustedTypes?.createPolicy('default', {
    createScriptURL: (url) => {
      if (new URL(url, scope.origin).origin === scope.origin) return url;
      throw new TypeError('Workers come from this site only');
    },
  });
}
