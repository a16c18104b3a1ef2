#!/usr/bin/env bash
# Make the AppImage from the folder that packaging/build.py staged for the portable archive. Needs appimagetool on the
# PATH or its address, with its SHA-256, in APPIMAGETOOL_URL and APPIMAGETOOL_SHA256.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."
staged=$(echo build/linux-*/portable/gpt-studio-*)
folder=build/AppDir
rm -rf "$folder"
mkdir -p "$folder/usr/lib"
cp -al "$staged" "$folder/usr/lib/gpt-studio"
cp -r "$staged/share" "$folder/usr/share"
cp "$staged/share/applications/gpt-studio.desktop" "$folder/"
cp "$staged/share/icons/hicolor/256x256/apps/gpt-studio.png" "$folder/gpt-studio.png"
ln -s gpt-studio.png "$folder/.DirIcon"
ln -s usr/lib/gpt-studio/gpt-studio "$folder/AppRun"
tool=$(command -v appimagetool || true)
if [ -z "$tool" ]; then
    : "${APPIMAGETOOL_URL:?appimagetool is not installed: put it on the PATH, or its address into APPIMAGETOOL_URL}"
    : "${APPIMAGETOOL_SHA256:?}"
    tool=build/appimagetool
    curl --fail --location --silent --show-error --output "$tool" "$APPIMAGETOOL_URL"
    echo "$APPIMAGETOOL_SHA256  $tool" | sha256sum --check
    chmod +x "$tool"
fi
made=$(basename "$staged").AppImage
ARCH=x86_64 APPIMAGE_EXTRACT_AND_RUN=1 "$tool" --no-appstream "$folder" "dist/$made"
cd dist
sums=$(echo SHA256SUMS-linux-*)
grep -v "  $made\$" "$sums" > "$sums.new" || true
sha256sum "$made" >> "$sums.new"
mv "$sums.new" "$sums"
