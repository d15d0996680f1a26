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

# The sources have the colours for a light panel; a dark one gets their bright sisters.
brighten='s/#5b5fc7/#a9adff/g; s/#0b7f78/#3edac9/g; s/#b35c00/#ffb45c/g; s/#6c6c74/#d0d0d8/g; s/stroke="#fff"/stroke="#3d2200"/g'
mkdir -p tray/light tray/dark
for state in running paused attention offline setting-up; do
    cp "tray/$state.svg" "$drawn/light.svg"
    sed "$brighten" "tray/$state.svg" >"$drawn/dark.svg"
    for panel in light dark; do
        npx --yes @tauri-apps/cli@2 icon "$drawn/$panel.svg" --png 32 --output "$drawn/$state-$panel"
        cp "$drawn/$state-$panel/32x32.png" "tray/$panel/$state.png"
    done
done
