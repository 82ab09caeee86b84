#!/usr/bin/env bash
# Draws the pictures of the workbook that the guides for clerks show, by LibreOffice
# with the faces of this repository: docs/pictures/workbook.sh
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
root=$here/../..
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cat >"$work/fonts.conf" <<END
<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
  <dir>$root/fonts/files</dir>
  <cachedir>$work/cache</cachedir>
  <match target="pattern"><test name="family"><string>宋体</string></test><edit name="family" mode="assign" binding="strong"><string>Noto Serif SC</string></edit></match>
  <match target="pattern"><test name="family"><string>仿宋</string></test><edit name="family" mode="assign" binding="strong"><string>LXGW WenKai Light</string></edit></match>
</fontconfig>
END
(cd "$root" && go run ./cmd/gongwen init --year 2024 --agency 某县教育局 "$work/2024.xlsx")
FONTCONFIG_FILE=$work/fonts.conf soffice "-env:UserInstallation=file://$work/office" --headless --convert-to pdf --outdir "$work" "$work/2024.xlsx" >/dev/null
# page, left, top, width and height in pixels at 90 to an inch
draw() { pdftoppm -r 90 -png -f "$2" -l "$2" -x "$3" -y "$4" -W "$5" -H "$6" -singlefile "$work/2024.pdf" "$here/$1"; }
draw zh-workbook-text 1 60 70 640 930
draw zh-workbook-table 3 60 70 640 468
