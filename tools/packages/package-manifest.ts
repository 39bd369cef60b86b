type Paths = Readonly<Record<string, string>>;

/** As much of the package.json of a workspace as becomes part of its package. */
export interface SourceManifest {
  readonly name: string;
  readonly version: string;
  readonly description: string;
  readonly license: string;
  readonly exports: Paths;
  readonly browser?: Paths;
  readonly dependencies: Paths;
}

/** Entries for the project's own tests. */
const INTERNAL = new Set(['./testing']);

/** What a package says of itself: the workspace runs its sources, the package has JavaScript and types in their place. */
export function packageManifest({ name, version, description, license, ...parts }: SourceManifest) {
  const entries = Object.entries(parts.exports).filter(([entry]) => !INTERNAL.has(entry));
  return {
    name,
    version,
    description,
    license,
    type: 'module',
    // What they fill in of Node.js 20; all else does nothing by being loaded.
    sideEffects: ['./dist/node.js', './dist/bot.js', './dist/node/*.js'],
    engines: { node: '>=20' },
    files: ['dist'],
    exports: {
      ...Object.fromEntries(
        entries.map(([entry, path]) => [entry, { types: built(path, '.d.ts'), default: built(path, '.js') }]),
      ),
      './package.json': './package.json',
    },
    ...(parts.browser && { browser: mapped(parts.browser) }),
    dependencies: parts.dependencies,
  };
}

function mapped(paths: Paths): Paths {
  return Object.fromEntries(Object.entries(paths).map(([from, to]) => [from, built(to, '.js')]));
}

function built(path: string, ending: string): string {
  return path.replace(/^\.\/src\//, './dist/').replace(/\.ts$/, ending);
}
