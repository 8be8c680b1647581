#!/bin/sh
# Makes the one dev secret that cannot be a committed sample: the private key that signs sign-ins. Keeps a key that is there.
set -eu
folder=$(cd "$(dirname "$0")" && pwd)/overlays/dev/.secrets
key=$folder/jwt-private-key.pem
[ -s "$key" ] && exit 0
umask 077
mkdir -p "$folder"
if command -v openssl >/dev/null 2>&1; then
  openssl genpkey -quiet -algorithm RSA -pkeyopt rsa_keygen_bits:2048 -out "$key.new" 2>/dev/null ||
    openssl genpkey -algorithm RSA -pkeyopt rsa_keygen_bits:2048 -out "$key.new" 2>/dev/null
elif command -v node >/dev/null 2>&1; then
  node -e "process.stdout.write(crypto.generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey.export({ type: 'pkcs8', format: 'pem' }))" >"$key.new"
else
  echo 'dev-secrets.sh needs openssl or node to make a key: install one of them and run it again.' >&2
  exit 1
fi
mv "$key.new" "$key"
echo "Made a development key for signing in: $key"
