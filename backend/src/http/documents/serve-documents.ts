import { createRequire } from 'node:module';
import { dirname } from 'node:path';
import { asyncApiOf, openApiOf, type ApiInfo } from '@parley/protocol/documents';
import express, { type RequestHandler, type Response, type Router } from 'express';
import { DOCUMENTS_POLICY } from './documents-policy.ts';
import { eventsPage } from './events-page.ts';
import { routesPage, VIEWER_START } from './routes-page.ts';

export const DOCUMENTS_PATH = '/docs';

/** Of the viewer, what its page loads. */
const VIEWER_FILES = ['swagger-ui-bundle.js', 'swagger-ui.css'];

/** The documents of the interfaces, and pages that show them. They are made at the first request: most servers are never asked. */
export function serveDocuments(info: ApiInfo): Router {
  const events = once(() => eventsPage(asyncApiOf(info)));
  const routesAsJson = once(() => JSON.stringify(openApiOf(info)));
  const eventsAsJson = once(() => JSON.stringify(asyncApiOf(info)));
  const root = dirname(createRequire(import.meta.url).resolve('swagger-ui-dist/package.json'));
  const router = express.Router();
  router.use(boxed);
  router.get('/', (_request, response) => send(response, 'html', routesPage));
  router.get('/events', (_request, response) => send(response, 'html', events()));
  router.get('/start.js', (_request, response) => send(response, 'js', VIEWER_START));
  router.get('/openapi.json', (_request, response) => send(response, 'json', routesAsJson()));
  router.get('/asyncapi.json', (_request, response) => send(response, 'json', eventsAsJson()));
  for (const file of VIEWER_FILES)
    router.get(`/${file}`, (_request, response) => {
      response.sendFile(file, { root, cacheControl: false });
    });
  return router;
}

/** The pages are in a box without origin, so what they load is foreign to them. None of it is secret. */
const boxed: RequestHandler = (_request, response, next) => {
  response.setHeader('Content-Security-Policy', DOCUMENTS_POLICY);
  response.setHeader('Access-Control-Allow-Origin', '*');
  response.setHeader('Cross-Origin-Resource-Policy', 'cross-origin');
  // Browsers refuse a page that is in a box and wants a group of windows of its own.
  response.setHeader('Cross-Origin-Opener-Policy', 'unsafe-none');
  response.setHeader('Cache-Control', 'no-cache');
  next();
};

function send(response: Response, type: string, content: string): void {
  response.type(type).send(content);
}

function once(make: () => string): () => string {
  let made: string | undefined;
  return () => (made ??= make());
}
