/** Operations of Web Crypto that are under way. They run beside JavaScript, so that an immediate does not wait for them. */
let underWay = 0;
let last: Promise<unknown> = Promise.resolve();

/** Web Crypto's operations end in the order of their calls from now on: how they overlap would differ from run to run. */
export function takeTurnsInCrypto(): void {
  const { subtle } = crypto;
  for (const name of OPERATIONS) {
    const operation = subtle[name].bind(subtle) as (...parameters: unknown[]) => Promise<unknown>;
    Object.defineProperty(subtle, name, {
      value: (...parameters: unknown[]) => inTurn(() => operation(...parameters)),
    });
  }
}

const OPERATIONS = [
  'sign',
  'verify',
  'encrypt',
  'decrypt',
  'digest',
  'deriveBits',
  'deriveKey',
  'importKey',
  'exportKey',
  'generateKey',
] as const;

function inTurn(operation: () => Promise<unknown>): Promise<unknown> {
  underWay++;
  const done = last.then(operation).finally(() => underWay--);
  last = done.catch(() => undefined);
  return done;
}

/** An immediate runs after all microtasks, however many follow from one another. Nothing here waits for real I/O. */
export async function promisesSettled(): Promise<void> {
  await immediate();
  while (underWay > 0) {
    await last;
    await immediate();
  }
}

function immediate(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
