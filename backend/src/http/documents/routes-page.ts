import { page } from './page.ts';

/** Shows the OpenAPI document with Swagger UI. */
export const routesPage = page({
  title: 'HTTP interface of Parley',
  head: '<link rel="stylesheet" href="/docs/swagger-ui.css">',
  content:
    '<div id="viewer"></div><script src="/docs/swagger-ui-bundle.js"></script><script src="/docs/start.js"></script>',
});

/**
 * The viewer hands HTML to the page that it has cleaned (DOMPurify), as text; without a policy the page takes none. It sends no requests
 * of its own: from its box they would come from no origin, which the server refuses.
 */
export const VIEWER_START = `
trustedTypes?.createPolicy('default', { createHTML: (html) => html });
SwaggerUIBundle({
  url: '/docs/openapi.json',
  dom_id: '#viewer',
  docExpansion: 'list',
  supportedSubmitMethods: [],
});
`;
