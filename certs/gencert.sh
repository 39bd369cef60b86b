#!/usr/bin/env bash
# Makes the certificates of the production proxies, in the folder of this script or in CERTS:
#   gencert.sh                 server.key .csr .crt   what browsers and the front proxy see, self-signed
#                              client-ca.key .crt     the authority that issues client certificates
#                              front-nginx.key .crt   by which the back proxy knows the front proxy
#                              passphrase.pass        encrypts the keys; made here unless PASSPHRASE is set
#   gencert.sh client NAME     NAME.key .csr .crt .p12 .pass   for the user NAME: a browser imports the .p12
# Existing files are kept, so that it can run any number of times. To renew a certificate, delete it and run this again; a
# user's .p12 and .pass are then made again, too.
set -euo pipefail
umask 077

source=$(cd "$(dirname "$0")" && pwd)
config=$source/config.ext
cd "${CERTS:-$source}"
passphrase=passphrase.pass
# Browsers refuse servers whose certificate lives longer than 825 days.
server_days=825 authority_days=3650 client_days=825

fail() {
  echo "gencert.sh: $1" >&2
  exit 1
}

# A certificate without its key has to be replaced, and that is for a person to decide.
is_made() { # NAME
  [ -e "$1.crt" ] || return 1
  [ -e "$1.key" ] || fail "$1.crt is here without $1.key. Delete it to have both made again."
  echo "$1: kept"
}

make_passphrase() {
  [ -e "$passphrase" ] && return
  ls ./*.key >/dev/null 2>&1 && fail "there are keys here, but no $passphrase to open them with."
  if [ -n "${PASSPHRASE:-}" ]; then
    printf '%s\n' "$PASSPHRASE" >"$passphrase"
  else
    openssl rand -base64 32 >"$passphrase"
  fi
  echo "$passphrase: made"
}

make_key() { # NAME
  [ -e "$1.key" ] && return
  openssl genpkey -algorithm EC -pkeyopt ec_paramgen_curve:P-256 -aes-256-cbc -pass "file:$passphrase" -out "$1.key"
}

make_request() { # NAME COMMON-NAME
  openssl req -new -config "$config" -key "$1.key" -passin "file:$passphrase" -subj "/CN=$2" -out "$1.csr"
}

# The file gets its final name at the end: a half-written certificate would look like a finished one.
finish() { # NAME
  chmod 644 "$1.crt.new"
  mv "$1.crt.new" "$1.crt"
  echo "$1: made"
}

self_signed() { # NAME SECTION COMMON-NAME DAYS
  is_made "$1" && return
  make_key "$1"
  make_request "$1" "$3"
  openssl x509 -req -in "$1.csr" -signkey "$1.key" -passin "file:$passphrase" -days "$4" -sha256 \
    -extfile "$config" -extensions "$2" -out "$1.crt.new" 2>/dev/null
  finish "$1"
}

signed_by_authority() { # NAME COMMON-NAME
  is_made "$1" && return
  make_key "$1"
  make_request "$1" "$2"
  openssl x509 -req -in "$1.csr" -CA client-ca.crt -CAkey client-ca.key -passin "file:$passphrase" \
    -set_serial "0x$(openssl rand -hex 16)" -days "$client_days" -sha256 \
    -extfile "$config" -extensions client -out "$1.crt.new" 2>/dev/null
  finish "$1"
}

make_client() { # NAME
  [[ $1 =~ ^[A-Za-z0-9_-]{3,30}$ ]] || fail "'$1' is not a username: 3 to 30 of A-Z a-z 0-9 _ -"
  case $1 in server | client-ca | front-nginx) fail "$1 is the name of another certificate." ;; esac
  signed_by_authority "$1" "$1"
  # It contains the certificate, and is made again along with it.
  [ -e "$1.p12" ] && [ ! "$1.crt" -nt "$1.p12" ] && return
  # A passphrase of its own: this one is given to the user; the other one protects the authority's key.
  openssl rand -base64 18 >"$1.pass"
  openssl pkcs12 -export -in "$1.crt" -inkey "$1.key" -passin "file:$passphrase" -certfile client-ca.crt \
    -name "Parley: $1" -passout "file:$1.pass" -out "$1.p12.new"
  mv "$1.p12.new" "$1.p12"
  echo "$1.p12: made, for $1; $1.pass opens it"
}

make_passphrase
self_signed server server Parley "$server_days"
self_signed client-ca authority "Parley client authority" "$authority_days"
signed_by_authority front-nginx front-nginx

case ${1:-} in
  '') ;;
  client) make_client "${2:-}" ;;
  *) fail "unknown: $1. There is: gencert.sh, gencert.sh client NAME" ;;
esac
