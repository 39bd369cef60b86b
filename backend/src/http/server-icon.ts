import { ParleyError } from '@parley/protocol';
import type { RequestHandler } from 'express';
import type { Context } from '../domain/context.ts';
import { iconMark } from '../domain/settings/shown-settings.ts';

const YEAR = 365 * 24 * 60 * 60;

/** Serves the icon of the server to anyone. `nosniff` comes with the headers of all answers. */
export function serverIcon({ liveSettings }: Pick<Context, 'liveSettings'>): RequestHandler {
  return (request, response) => {
    const icon = liveSettings.stored?.icon;
    if (icon === undefined) throw new ParleyError('E_NOT_FOUND');
    // Asked for by its mark, it is this picture for good.
    const isMarked = request.query.v === iconMark(icon);
    response.setHeader('Cache-Control', isMarked ? `public, max-age=${YEAR}, immutable` : 'no-cache');
    response.type(icon.type).send(Buffer.from(icon.bytes, 'base64'));
  };
}
