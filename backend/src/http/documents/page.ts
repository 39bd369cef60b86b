interface PageParts {
  readonly title: string;
  readonly head?: string;
  /** HTML. */
  readonly content: string;
}

const STYLE = `
body { margin: 0; font: 16px/1.5 system-ui, sans-serif; color: #1c1c1e; background: #fff; }
nav, main { max-width: 72rem; margin: auto; padding: 0.75rem 1.25rem; }
nav a { margin-right: 1.25rem; }
a { color: #0b57a4; }
pre { overflow-x: auto; padding: 0.75rem; background: #f3f4f6; font-size: 0.85rem; }
summary { cursor: pointer; padding: 0.25rem 0; }
`;

/** A page at `/docs`, which links to the others. */
export function page({ title, head = '', content }: PageParts): string {
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title}</title>
<link rel="icon" href="data:,">
${head}<style>${STYLE}</style>
</head>
<body>
<nav aria-label="Documents"><a href="/docs">HTTP</a><a href="/docs/events">Sockets</a>
<a href="/docs/openapi.json">openapi.json</a><a href="/docs/asyncapi.json">asyncapi.json</a></nav>
${content}
</body>
</html>
`;
}
