import type { ServerResponse } from 'node:http';
import { join } from 'node:path';
import { ParleyError } from '@parley/protocol';
import express, { type RequestHandler, type Router } from 'express';
import staticGzip from 'express-static-gzip';
import { isSafe } from './is-safe.ts';

/** Files with a content hash in their name, as Angular writes them: `main-5OMXYSPS.js`. */
const HASHED = /-[\w-]{8}\.\w+(\.(br|gz))?$/;

/** The built SPA: existing files as they are, page addresses as `index.html`, 404 for the rest. */
export function serveSpa(folder: string): Router {
  const router = express.Router();
  router.use(
    staticGzip(folder, {
      index: false,
      enableBrotli: true,
      orderPreference: ['br', 'gzip'],
      serveStatic: { index: false, redirect: false, dotfiles: 'ignore', setHeaders: cacheByName },
    }),
  );
  router.use(deepLinks(join(folder, 'index.html')));
  return router;
}

function cacheByName(response: ServerResponse, path: string): void {
  const policy = HASHED.test(path) ? 'public, max-age=31536000, immutable' : 'no-cache';
  response.setHeader('Cache-Control', policy);
}

/** The SPA's own addresses have no extension: a path with an extension that is no file is missing. */
function deepLinks(index: string): RequestHandler {
  return (request, response) => {
    const isPage = /\/[^./]*$/.test(request.path) && request.accepts('html') !== false;
    if (!isSafe(request) || !isPage) throw new ParleyError('E_NOT_FOUND');
    response.sendFile(index, { cacheControl: false, headers: { 'Cache-Control': 'no-cache' } });
  };
}
