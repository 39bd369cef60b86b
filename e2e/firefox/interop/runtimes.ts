import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { launch, type Page } from 'puppeteer-core';
import { rolldown } from 'rolldown';
import { chromium } from '../../chromium.ts';
import { launchFirefox } from '../launch-firefox.ts';
import { Party } from './party.ts';

type Method = 'introduce' | 'write' | 'read' | 'unlock' | 'identitySeed' | 'tokens' | 'costs';

/** A party wherever it runs. */
export interface Remote {
  readonly name: string;
  call<M extends Method>(method: M, ...input: Parameters<Party[M]>): Promise<Awaited<ReturnType<Party[M]>>>;
}

interface Runtimes {
  readonly parties: readonly Remote[];
  readonly close: () => Promise<void>;
}

/** The same code in Node.js, Chromium and Firefox, each with keys that its own Web Crypto made. */
export async function startRuntimes(): Promise<Runtimes> {
  const page = await servePage();
  const url = `http://127.0.0.1:${(page.address() as AddressInfo).port}/`;
  const chrome = await launch({ browser: 'chrome', ...chromium });
  const firefox = await launchFirefox();
  const pages = await Promise.all([chrome.newPage(), firefox.browser.newPage()]);
  for (const one of pages) {
    await one.goto(url);
    await one.waitForFunction(() => 'party' in globalThis);
  }
  const [inChrome, inFirefox] = pages;
  return {
    parties: [inNode(), inPage('Chromium', inChrome), inPage('Firefox', inFirefox)],
    close: async () => {
      await Promise.all([chrome.close(), firefox.close()]);
      page.close();
    },
  };
}

function inNode(): Remote {
  const party = new Party();
  const methods = party as unknown as Record<Method, (...parameters: unknown[]) => unknown>;
  const call = async (method: Method, ...input: unknown[]) =>
    methods[method](...(JSON.parse(JSON.stringify(input)) as unknown[]));
  return { name: 'Node.js', call: call as Remote['call'] };
}

function inPage(name: string, page: Page): Remote {
  const call = (method: Method, ...input: unknown[]) =>
    page.evaluate(
      (called, parameters) => {
        const { party } = globalThis as unknown as { party: Record<string, (...all: unknown[]) => unknown> };
        return party[called]?.(...parameters);
      },
      method,
      input,
    );
  return { name, call: call as Remote['call'] };
}

/** Web Crypto wants a secure context, which a page of this machine is. */
async function servePage(): Promise<Server> {
  const bundle = await rolldown({ input: join(import.meta.dirname, 'page.ts'), platform: 'browser' });
  const { output } = await bundle.generate({ format: 'iife', codeSplitting: false });
  await bundle.close();
  const server = createServer((_, response) => {
    response.setHeader('content-type', 'text/html; charset=utf-8');
    response.end(
      `<!doctype html><title>Interop</title><script>${output[0].code.replaceAll('</script', '<\\/script')}</script>`,
    );
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return server;
}
