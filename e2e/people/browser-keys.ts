import type { BrowserContext, Page } from '@playwright/test';
import type { KeptKeys } from '@parley/client';
import { MemoryKeys } from '@parley/client/node';

/** Keys of somebody who logs in without a page. Their bytes can be read, so that a browser can be given them. */
export class PortableKeys extends MemoryKeys {
  override readonly keepsBytes = true;

  /** All that is kept, as text. */
  async written(): Promise<string> {
    return JSON.stringify(await Promise.all(this.rows().kept.map(exported)), asText);
  }
}

async function exported({ deviceKey, localKey, ...rest }: KeptKeys): Promise<object> {
  const { privateKey, publicKey } = deviceKey;
  return {
    ...rest,
    deviceKey: { publicKey, privateKey: await crypto.subtle.exportKey('jwk', privateKey) },
    localKey: await crypto.subtle.exportKey('jwk', localKey),
  };
}

function asText(_: string, value: unknown): unknown {
  if (value instanceof Uint8Array) return { bytes: Buffer.from(value).toString('base64') };
  if (value instanceof Map) return { map: [...value] };
  return value;
}

/** Where the page of `giveKeys` is: anything of the server's origin that has no script of its own. */
const BLANK = '/blank.html';

/** Gives a browser keys, as if its page had logged in: it keeps them where Parley's page looks for them. */
export async function giveKeys(context: BrowserContext, origin: string, keys: PortableKeys): Promise<void> {
  const written = await keys.written();
  const open = context.pages().find((page) => page.url().startsWith(origin));
  if (open === undefined) await onBlankPage(context, origin, (page) => page.evaluate(keep, written));
  else await open.evaluate(keep, written);
}

async function onBlankPage(
  context: BrowserContext,
  origin: string,
  run: (page: Page) => Promise<void>,
): Promise<void> {
  const page = await context.newPage();
  const body = '<link rel="icon" href="data:," />';
  await page.route(origin + BLANK, (route) => route.fulfill({ contentType: 'text/html', body }));
  await page.goto(origin + BLANK);
  await run(page);
  await page.close();
}

/** Runs in the page. */
async function keep(written: string): Promise<void> {
  interface Written {
    readonly deviceKey: { readonly privateKey: JsonWebKey };
    readonly localKey: JsonWebKey;
  }
  const revived = (_: string, value: unknown): unknown => {
    if (typeof value !== 'object' || value === null) return value;
    if ('bytes' in value) return Uint8Array.from(atob(String(value.bytes)), (one) => one.charCodeAt(0));
    return 'map' in value && Array.isArray(value.map) ? new Map(value.map) : value;
  };
  const rows = JSON.parse(written, revived) as readonly Written[];
  const imported = await Promise.all(
    rows.map(async ({ deviceKey, localKey, ...rest }) => ({
      ...rest,
      deviceKey: {
        ...deviceKey,
        privateKey: await crypto.subtle.importKey('jwk', deviceKey.privateKey, 'Ed25519', false, ['sign']),
      },
      localKey: await crypto.subtle.importKey('jwk', localKey, 'AES-GCM', false, ['encrypt', 'decrypt']),
    })),
  );
  await new Promise<void>((resolve, reject) => {
    const opening = indexedDB.open('parley keys', 1);
    opening.onerror = () => reject(new Error('the keys do not open', { cause: opening.error }));
    opening.onupgradeneeded = () => {
      opening.result.createObjectStore('keys', { keyPath: 'uid' }).createIndex('username', 'username');
      opening.result.createObjectStore('pins');
    };
    opening.onsuccess = () => {
      const tx = opening.result.transaction('keys', 'readwrite');
      for (const row of imported) tx.objectStore('keys').put(row);
      tx.oncomplete = () => resolve();
      tx.onabort = () => reject(new Error('the keys cannot be kept', { cause: tx.error }));
    };
  });
}
