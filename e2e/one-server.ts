import { Server } from './stack/server.ts';
import { test as base } from './test.ts';

export { expect } from './test.ts';

/** Tests on one server in each run, with what only that has: links of its administrator, and a database that is a file. */
export const test = base.extend<{ server: Server }>({
  server: async ({}, use) => {
    const server = await Server.start();
    await use(server);
    await server.stop();
  },
});
