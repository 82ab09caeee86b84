#!/usr/bin/env bash
# Draws the picture of an official document that the guides for clerks show, of the
# example of a 通知: docs/pictures/document.sh
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
root=$here/../..
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
(cd "$root" && go run ./cmd/gongwen build --to pdf -o "$work" examples/documents/notice.yaml)
pdftoppm -r 50 -png -l 2 "$work/notice.pdf" "$work/page"
montage "$work"/page-*.png -tile 2x1 -geometry +6+6 -background '#c8c8c8' -colors 64 -strip "$here/zh-document.png"
