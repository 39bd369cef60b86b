#!/usr/bin/env bash
# A server that speaks MongoDB's protocol: run.sh PORT FILE. With --build it is built and not started.
# Needs Maven and a JDK; Maven fetches its libraries the first time.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)

# Each state of the sources has its own folder, so that a run that still uses an older one is not disturbed.
state=$(cat "$here"/*.java "$here/pom.xml" | cksum | cut -d' ' -f1)
build=$here/../../node_modules/.cache/mongo-stand-in/$state

if [ ! -e "$build/MongoStandIn.class" ]; then
  # Two test runs may build at once: each builds for itself, and the first to finish is kept.
  mkdir -p "$(dirname "$build")"
  fresh=$(mktemp -d "$build.XXXXXX")
  mvn --batch-mode --quiet -f "$here/pom.xml" dependency:copy-dependencies -DoutputDirectory="$fresh/lib" >&2
  javac -cp "$fresh/lib/*" -d "$fresh" "$here"/*.java
  mv -T "$fresh" "$build" 2>/dev/null || rm -rf "$fresh"
fi

[ "${1:-}" = --build ] && exit
exec java -Xmx512m -cp "$build:$build/lib/*" MongoStandIn "$1" "$2"
