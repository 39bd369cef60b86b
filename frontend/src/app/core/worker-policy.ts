interface TrustedTypes {
  createPolicy(name: string, rules: { readonly createScriptURL: (url: string) => string }): unknown;
}

/**
 * Under `require-trusted-types-for 'script'` the browser asks this policy about every address that becomes a worker.
 * It lets those of this site pass. It makes neither HTML nor scripts, so everything else stays forbidden.
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
