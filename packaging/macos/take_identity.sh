#!/usr/bin/env bash
# In GitHub Actions: take the certificate and the notary credentials from the secrets, if there are any. Without them
# the build signs ad hoc and does not notarize.
set -euo pipefail
if [ -z "${CERTIFICATE:-}" ]; then
    echo "No certificate: the application is signed ad hoc."
    exit 0
fi
keychain=$RUNNER_TEMP/signing.keychain-db
secret=$(openssl rand -base64 24)
echo "$CERTIFICATE" | base64 --decode > "$RUNNER_TEMP/certificate.p12"
security create-keychain -p "$secret" "$keychain"
security set-keychain-settings -lut 7200 "$keychain"
security unlock-keychain -p "$secret" "$keychain"
security import "$RUNNER_TEMP/certificate.p12" -P "$PASSWORD" -A -t cert -f pkcs12 -k "$keychain"
security set-key-partition-list -S apple-tool:,apple: -s -k "$secret" "$keychain"
security list-keychains -d user -s "$keychain" login.keychain-db
rm "$RUNNER_TEMP/certificate.p12"
name=$(security find-identity -v -p codesigning "$keychain" | sed -n 's/.*"\(Developer ID Application[^"]*\)".*/\1/p' | head -n 1)
echo "GPT_STUDIO_SIGN_AS=$name" >> "$GITHUB_ENV"
if [ -n "${APPLE_ID:-}" ]; then
    xcrun notarytool store-credentials gpt-studio --apple-id "$APPLE_ID" --team-id "$APPLE_TEAM" --password "$APPLE_PASSWORD"
    echo "GPT_STUDIO_NOTARY_PROFILE=gpt-studio" >> "$GITHUB_ENV"
fi
