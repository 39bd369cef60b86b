#!/usr/bin/env bash
# Starts both stacks side by side, checks them from outside, and lets two people talk through each front proxy while every
# service is restarted in turn. Then it removes everything, volumes included, and does the same with three servers, MongoDB
# and Redis.
# Needs a Docker engine with compose, and openssl. Its projects have names and volumes of their own. If ws-dev or ws-prod
# are running, their networks and ports are in use and it stops.
set -euo pipefail
cd "$(dirname "$0")/.."

export NODE_EXTRA_CA_CERTS=$PWD/certs/server.crt JWT_SECRET
JWT_SECRET=$(openssl rand -base64 48)
dev=http://localhost:8082 prod=https://localhost:8083
services=(ws-backend ws-backend-nginx ws-front-nginx)
node=node_modules/.bin/node
logs=$(mktemp -d)

stack() { # ENVIRONMENT COMMAND...
  local environment=$1 files=(-f docker/docker-compose.yml)
  shift
  case $environment in
    scale) files+=(-f docker/docker-compose.prod.yml -f docker/docker-compose.scale.yml) ;;
    *) files+=(-f "docker/docker-compose.$environment.yml") ;;
  esac
  docker compose -p "smoke-$environment" "${files[@]}" "$@"
}

take_down() { stack "$1" --profile clients down --volumes --timeout 20 >/dev/null 2>&1; }

finish() {
  local status=$?
  for environment in dev prod scale; do
    [ $status -eq 0 ] || stack $environment logs --tail 30 >&2 || true
    take_down $environment || true
  done
  rm -rf "$logs"
  [ $status -eq 0 ] && echo 'smoke: all well' || echo 'smoke: FAILED' >&2
}
trap finish EXIT

check() { # WHAT COMMAND...
  local what=$1
  shift
  "$@" >/dev/null 2>&1 || { echo "not so: $what" >&2; exit 1; }
  echo "ok: $what"
}

get() { curl --silent --show-error --fail --cacert certs/server.crt "$@"; }
status() { curl --silent --output /dev/null --write-out '%{http_code}' --cacert certs/server.crt "$@"; }
is() { [ "$1" = "$2" ]; }
has() { grep --quiet --ignore-case "$1" <<<"$2"; }
resolves() { stack "$1" exec -T ws-front-nginx getent hosts "$2"; }
not() { ! "$@"; }

look_at() { # ENVIRONMENT ORIGIN
  check "$1: index.html" has '<parley-app' "$(get "$2/")"
  check "$1: a deep link is index.html" is 200 "$(status "$2/c/0")"
  check "$1: a missing hashed file is 404" is 404 "$(status "$2/main-GONE0000.js")"
  check "$1: /assets/ shows no listing" is 404 "$(status "$2/assets/")"
  check "$1: the server answers through both proxies" has '"parley"' "$(get "$2/web/health")"
  check "$1: a file that the build compressed" has 'content-encoding: gzip' \
    "$(get --head --header 'Accept-Encoding: gzip' "$2/index.html")"
}

# On how many servers there are sockets: an established connection (01) to port 8092 (1F9C).
servers_in_use() { # ENVIRONMENT
  local container count=0
  for container in $(stack "$1" ps --quiet ws-backend); do
    docker exec "$container" grep --quiet --ignore-case ':1F9C [0-9A-F:]* 01 ' /proc/net/tcp && count=$((count + 1))
  done
  echo $count
}

# Talks while each service is restarted. The second argument of talk.ts is only for production.
talk_and_restart() { # ENVIRONMENT ORIGIN [INVITATION]
  local environment=$1 log=$logs/$1
  shift
  "$node" docker/smoke/talk.ts "$@" >"$log" 2>&1 &
  local talk=$!
  for _ in $(seq 60); do grep --quiet talking "$log" && break; sleep 1; done
  grep --quiet talking "$log" || { cat "$log" >&2; exit 1; }
  [ "$environment" != scale ] || check 'scale: they are on different servers' is 2 "$(servers_in_use scale)"
  for service in "${services[@]}"; do
    stack "$environment" restart "$service" >/dev/null 2>&1
    stack "$environment" up --detach --no-recreate --wait >/dev/null 2>&1
    echo "ok: $environment: $service restarted"
  done
  kill -TERM $talk
  wait $talk || { cat "$log" >&2; exit 1; }
  echo "ok: $environment: $(tail -n 1 "$log")"
}

bring_up() { # ENVIRONMENT
  echo "building and starting the $1 stack"
  stack "$1" up --detach --build --wait >"$logs/up" 2>&1 || { tail -n 40 "$logs/up" >&2; exit 1; }
}

invitation() { # ENVIRONMENT
  local link
  # Several servers that start at once each print one; the newest counts.
  link=$(stack "$1" logs --no-log-prefix --timestamps ws-backend | sort |
    grep --only-matching 'invitation=[A-Za-z0-9_%-]*' | tail -n 1)
  echo "${link#invitation=}"
}

[ -e certs/server.crt ] || certs/gencert.sh
bring_up dev
bring_up prod

look_at dev $dev
look_at prod $prod
check 'prod: HTTP is redirected' is 301 "$(status http://localhost:8083/)"
check 'prod: HSTS' has 'strict-transport-security: max-age=31536000' "$(get --head $prod/)"
check 'dev finds its own container by name' resolves dev smoke-dev-ws-backend-1
check 'dev does not find one of prod' not resolves dev smoke-prod-ws-backend-1
check 'prod does not find one of dev' not resolves prod smoke-dev-ws-backend-1

talk_and_restart dev $dev
stack dev --profile clients up --detach --wait alice bob >/dev/null 2>&1
for _ in $(seq 30); do has 'bob says 1' "$(stack dev --profile clients logs alice)" && break; sleep 1; done
check 'dev: alice hears bob at a terminal' has 'bob says 1' "$(stack dev --profile clients logs alice)"

# A machine with a key of its own, as docs/machines.md makes it. It greets alice, who is a person with keys.
keys=$(scripts/generate-keys.sh --username smoke --register $dev)
while IFS= read -r variable; do export "${variable?}"; done <<<"$keys"
stack dev --profile clients up --detach machine >/dev/null 2>&1
for _ in $(seq 30); do has 'listening' "$(stack dev --profile clients logs machine)" && break; sleep 1; done
check 'dev: a machine listens' has 'listening' "$(stack dev --profile clients logs machine)"
check 'dev: it repeats what a person tells it' "$node" docker/smoke/hear-machine.ts $dev smoke

talk_and_restart prod $prod "$(invitation prod)"

# Its networks and its port are those of prod.
take_down dev
take_down prod
bring_up scale
addresses() { stack scale exec -T ws-backend-nginx getent ahostsv4 ws-backend | cut -d ' ' -f 1 | sort -u | wc -l; }
check 'scale: the back proxy finds three servers' is 3 "$(addresses)"
services+=(mongo redis)
talk_and_restart scale $prod "$(invitation scale)"
