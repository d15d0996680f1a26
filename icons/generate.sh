#!/usr/bin/env bash
# Draws every picture in this folder anew from its SVG, with the icon command of Tauri's own tool.
set -euo pipefail
cd "$(dirname "$0")"
drawn=$(mktemp -d)
trap 'rm -r "$drawn"' EXIT

npx --yes @tauri-apps/cli@2 icon app.svg --output "$drawn/app"
for name in 32x32.png 128x128.png 128x128@2x.png icon.png icon.ico icon.icns; do
    cp "$drawn/app/$name" "$name"
done
for state in running paused attention offline setting-up; do
    npx --yes @tauri-apps/cli@2 icon "tray/$state.svg" --png 32 --output "$drawn/$state"
    cp "$drawn/$state/32x32.png" "tray/$state.png"
done
