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

/** Puppeteer shows an error among what was logged as nothing but its handle, which ends with its page. */
async function textOf(message: ConsoleMessage): Promise<string> {
  const words = message.args().map((word) => word.evaluate(String));
  return (await Promise.all(words).catch(() => [message.text()])).join(' ');
}

/** A server that is away is what some tests are about, and Firefox cancels what a page that is left still loads. */
function isExpected(text: string): boolean {
  return /^ERROR JSHandle@error$|Firefox can’t establish a connection|was interrupted while the page was loading|error loading dynamically imported module/.test(
    text,
  );
}
