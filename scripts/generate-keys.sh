#!/usr/bin/env bash
# Makes the key of a machine, and the variables by which a client of the compose stack logs in with it:
#   (umask 077 && scripts/generate-keys.sh --username deploy --register http://localhost:8082 >>docker/.env)
# Compose reads docker/.env by itself, and its profile `clients` starts the machine beside the terminals.
set -euo pipefail

usage() {
  cat >&2 <<'USAGE'
scripts/generate-keys.sh [--username NAME] [--server URL] [--register URL [--invitation SECRET]] [--user-id ID] [--insecure]

  --username    of the machine; deploy without it
  --server      where the client finds the server; without it the front proxy of the development stack
  --register    makes the account there, where registration is open or with an invitation; needs curl
  --user-id     of an account that an administrator made with the key that is printed
  --insecure    the client takes any certificate, such as one of a test
USAGE
  exit 2
}

username=deploy server=http://ws-front-nginx:3000 register='' invitation='' user_id='' insecure=false
while [ $# -gt 0 ]; do
  case "$1" in
    --insecure) insecure=true; shift; continue ;;
    --username | --server | --register | --invitation | --user-id) [ $# -ge 2 ] || usage ;;
    *) usage ;;
  esac
  case "$1" in
    --username) username=$2 ;;
    --server) server=$2 ;;
    --register) register=$2 ;;
    --invitation) invitation=$2 ;;
    --user-id) user_id=$2 ;;
  esac
  shift 2
done
# They go into JSON and into a file of variables as they are.
[[ $username =~ ^[A-Za-z0-9_-]{3,30}$ && $invitation =~ ^[A-Za-z0-9_-]*$ && $server =~ ^https?://[^[:space:]\"\'\$\`]+$ ]] || usage

# The last 32 bytes of either form are the key itself (RFC 8410).
key=$(openssl genpkey -algorithm ed25519 -outform DER | base64 -w0)
raw() { tail -c 32 | base64 -w0; }
private=$(base64 -d <<<"$key" | raw)
public=$(base64 -d <<<"$key" | openssl pkey -inform DER -pubout -outform DER | raw)

if [ -n "$register" ]; then
  body="{\"username\":\"$username\",\"accountKey\":\"$public\"${invitation:+,\"invitation\":\"$invitation\"}}"
  trust=()
  if [ "$insecure" = true ]; then trust=(--insecure); fi
  answer=$(curl --silent --show-error "${trust[@]}" --header 'Content-Type: application/json' --data "$body" "$register/auth/register")
  if [[ $answer =~ \"uid\":\"([0-9a-f-]{36})\" ]]; then
    user_id=${BASH_REMATCH[1]}
  else
    echo "The server made no account: $answer" >&2
    exit 1
  fi
elif [ -z "$user_id" ]; then
  {
    echo 'An administrator makes the account with this key; its id goes into WS_USER_ID:'
    echo "  npm run machine -- --name $username --account-key $public"
  } >&2
fi

cat <<VARIABLES
WS_USER_ID=$user_id
WS_USERNAME=$username
WS_PRIVATE_KEY=$private
WS_SERVER_URL=$server
INSECURE_TLS=$insecure
VARIABLES
