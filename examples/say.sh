#!/usr/bin/env bash
# Says something to somebody, and then shows what comes, with curl and a WebSocket client for the command line:
#   PARLEY_URL=https://chat.example.org PARLEY_TOKEN=… examples/say.sh alice 'The build is done.'
# `npm run machine -- --name deploy` prints a token.
set -euo pipefail
peer=$1 text=$2
id=$(cat /proc/sys/kernel/random/uuid)

# The same id again is the same message, so that a request may be repeated.
curl --silent --show-error --fail-with-body --retry 3 --header "Authorization: Bearer $PARLEY_TOKEN" \
  --header 'Content-Type: application/json' "$PARLEY_URL/direct-message/" \
  --data "{\"header\":{\"message_type\":\"direct\",\"to\":\"$peer\",\"id\":\"$id\"},\"body\":{\"content\":\"$text\"}}"
echo

socket="ws${PARLEY_URL#http}/ws"
if command -v websocat >/dev/null; then
  exec websocat --header "Authorization: Bearer $PARLEY_TOKEN" "$socket"
elif curl --version | grep -qw wss; then
  exec curl --silent --no-buffer --header "Authorization: Bearer $PARLEY_TOKEN" "$socket"
fi
echo 'Neither websocat nor a curl that knows WebSockets (8.11 and later) is here: what comes is not shown.' >&2
