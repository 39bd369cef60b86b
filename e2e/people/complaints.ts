import type { BrowserContext, ConsoleMessage } from '@playwright/test';

/** In the page. */
declare function complain(text: string): void;

/** Complaints of a browser: errors on the console, uncaught errors, violations of the CSP. */
export class Complaints {
  readonly heard: string[] = [];
  readonly #unknownPath: RegExp | undefined;

  /** @param unknownPath paths that the server does not have yet, where it is of an earlier version than the page */
  constructor(unknownPath?: RegExp) {
    this.#unknownPath = unknownPath;
  }

  async listenTo(context: BrowserContext): Promise<void> {
    context.on('console', (message) => {
      if (message.type() === 'error' && !isOnlyNetwork(message) && !this.#isOfNewerPage(message))
        this.heard.push(`${message.text()} ${message.location().url}`);
    });
    context.on('weberror', (error) => this.heard.push(error.error().stack ?? error.error().message));
    await context.exposeFunction('complain', (text: string) => this.heard.push(text));
    await context.addInitScript(() => {
      addEventListener('securitypolicyviolation', ({ violatedDirective, blockedURI, sample }) => {
        complain(`Content-Security-Policy: ${violatedDirective} ${blockedURI} ${sample}`);
      });
    });
  }

  #isOfNewerPage(message: ConsoleMessage): boolean {
    const { pathname } = new URL(message.location().url, 'http://localhost');
    return message.text().includes('status of 404') && this.#unknownPath?.test(pathname) === true;
  }
}

/**
 * Chromium reports errors when the network is gone, or when the server is away or refuses a request; tests expect all of
 * these. If a part cannot be fetched, the page says so to users who wait for it.
 */
function isOnlyNetwork(message: ConsoleMessage): boolean {
  const text = message.text();
  const { url } = message.location();
  const refused = /status of (401|403|409|429|502|503)/.test(text) && url.includes('/web/');
  // A server that stops refuses new connections: here one by long polling, where a WebSocket has failed before.
  const notConnected = text.includes('status of 403') && /\/socket\.io\/\?(?!.*\bsid=)/.test(url);
  // At an address of no conversation, it is asked whether that is a room.
  const noRoom = text.includes('status of 404') && /\/web\/rooms\/[\da-f-]{36}$/.test(url);
  // What the service worker answers when the server is away; no server of these tests does.
  const away = text.includes('status of 504');
  return (
    refused || notConnected || noRoom || away || /net::ERR_|WebSocket connection to .* failed/.test(text)
  );
}
