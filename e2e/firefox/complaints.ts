import type { ConsoleMessage, Page } from 'puppeteer-core';

/** What pages complain about: errors on the console, uncaught errors, violations of the CSP. */
export class Complaints {
  readonly #said: Promise<string>[] = [];

  async listenTo(page: Page): Promise<void> {
    page.on('console', (message) => {
      if (message.type() === 'error') this.#said.push(textOf(message));
    });
    page.on('pageerror', (error) => this.#said.push(Promise.resolve(String(error))));
    await page.evaluateOnNewDocument(() => {
      addEventListener('securitypolicyviolation', ({ violatedDirective, blockedURI, sample }) => {
        console.error('Content-Security-Policy:', violatedDirective, blockedURI, sample);
      });
    });
  }

  async heard(): Promise<readonly string[]> {
    return (await Promise.all(this.#said)).filter((text) => !isExpected(text));
  }
}

/** Puppeteer shows a logged error only as a handle, which becomes invalid with its page. */
async function textOf(message: ConsoleMessage): Promise<string> {
  const words = message.args().map((word) => word.evaluate(String));
  return (await Promise.all(words).catch(() => [message.text()])).join(' ');
}

/** Some tests stop the server, and Firefox cancels pending loads when it leaves a page: these errors are expected. */
function isExpected(text: string): boolean {
  return /^ERROR JSHandle@error$|Firefox can’t establish a connection|was interrupted while the page was loading|error loading dynamically imported module|Failed to load ‘[^’]+\.js’\. A ServiceWorker intercepted/.test(
    text,
  );
}
