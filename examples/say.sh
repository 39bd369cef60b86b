#!/usr/bin/env bash
# Says something to somebody, and then shows what comes, with curl and a WebSocket client for the command line:
#   PARLEY_URL=https://chat.example.org PARLEY_TOKEN=… examples/say.sh alice 'The build is done.'
# `npm run machine -- --name deploy` prints a token.
set -euo pipefail
peer=$1 text=$2
id=$(cat /proc/sys/kernel/random/uuid)
authorization="Authorization: Bearer $PARLEY_TOKEN"

# A text as JSON has it, with quotes around it.
json() {
  local escaped=${1//\\/\\\\}
  escaped=${escaped//\"/\\\"}
  escaped=${escaped//$'\t'/\\t}
  escaped=${escaped//$'\r'/\\r}
  printf '"%s"' "${escaped//$'\n'/\\n}"
}

# The same id again is the same message, so that a request may be repeated. What curl reads from a file is in no list of processes.
curl --silent --show-error --fail-with-body --retry 3 --header @<(printf '%s\n' "$authorization") \
  --header 'Content-Type: application/json' "$PARLEY_URL/direct-message/" \
  --data "{\"header\":{\"message_type\":\"direct\",\"to\":$(json "$peer"),\"id\":\"$id\"},\"body\":{\"content\":$(json "$text")}}"
echo

socket="ws${PARLEY_URL#http}/ws"
if command -v websocat >/dev/null; then
  # Frames that are typed are sent; when the input ends, it still shows what comes. websocat knows no other way to pass a header, so
  # that the token stands in the list of processes of this machine.
  exec websocat --no-close --header="$authorization" "$socket"
elif curl --version | grep -qw wss; then
  exec curl --silent --no-buffer --header @<(printf '%s\n' "$authorization") "$socket"
fi
echo 'Neither websocat nor a curl that knows WebSockets (8.11 and later) is here: what comes is not shown.' >&2
