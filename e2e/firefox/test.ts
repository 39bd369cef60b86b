import type { BrowserContext } from 'puppeteer-core';
import { expect, test as base } from 'vitest';
import { watchCrypto } from '../../tools/blind/watch-crypto.ts';
import { told } from '../blind/told.ts';
import { Server } from '../stack/server.ts';
import { Complaints } from './complaints.ts';
import { launchFirefox } from './launch-firefox.ts';
import { Visitor } from './visitor.ts';

/**
 * The built web client in Firefox. Only the tests in Chromium cover what WebDriver BiDi cannot do there: emulated colours,
 * contrast and motion, composition of characters, delayed requests, and a network cut inside the browser.
 * To be offline, the server is killed; dark mode is a setting of Firefox.
 */
export const test = base
  .extend('firefox', { scope: 'file' }, async ({}, { onCleanup }) => {
    const firefox = await launchFirefox();
    onCleanup(() => firefox.close());
    return firefox.browser;
  })
  .extend('server', { scope: 'file' }, async ({}, { onCleanup }) => {
    const stop = watchCrypto((use) => told.hear(use));
    const server = await Server.start();
    onCleanup(async () => {
      stop();
      await server.stop();
    });
    return server;
  })
  .extend('newVisitor', async ({ firefox, server }, { onCleanup }) => {
    const complaints = new Complaints();
    const contexts: BrowserContext[] = [];
    onCleanup(async () => {
      await Promise.all(contexts.map((context) => Visitor.leave(context)));
      expect(await complaints.heard()).toEqual([]);
    });
    return async (): Promise<Visitor> => {
      const context = await firefox.createBrowserContext();
      contexts.push(context);
      return Visitor.open(context, server.origin, complaints);
    };
  });

export { expect };
