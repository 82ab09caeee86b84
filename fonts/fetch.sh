#!/bin/sh
# Fetches the faces of manifest.tsv again from the packages they come from and
# holds them against the SHA-256 there. A face that is missing in files/ is put
# there; one that is there is never overwritten. Fails if any fetched or
# existing file differs from the manifest.
#
# usage: fonts/fetch.sh [DIR]
# DIR may hold packages fetched before, under the names that "npm pack" and
# "apt-get download" give them, for a network without registries.
#
# Needs npm for the npm packages, apt-get and dpkg-deb for the Debian ones,
# woff2_decompress (Debian package woff2) and sha256sum.
set -eu

here=$(cd "$(dirname "$0")" && pwd)
have=${1:-}
[ -z "$have" ] || have=$(cd "$have" && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
tab=$(printf '\t')

# unpack KIND PACKAGE VERSION leaves the package's content in the folder it prints.
unpack() {
    name=$(printf %s "$2" | sed 's/^@//; s|/|-|')
    to=$work/$name-$3
    [ -d "$to" ] || fetch "$1" "$2" "$3" "$name" "$to" >&2
    case $1 in
    npm) echo "$to/package" ;;
    deb) echo "$to" ;;
    esac
}

fetch() {
    mkdir "$work/download"
    case $1 in
    npm)
        if [ -n "$have" ] && [ -f "$have/$4-$3.tgz" ]; then
            cp "$have/$4-$3.tgz" "$work/download/"
        else
            (cd "$work/download" && npm pack --loglevel=error "$2@$3")
        fi
        mkdir "$5.part"
        tar -xzf "$work"/download/*.tgz -C "$5.part"
        ;;
    deb)
        if [ -n "$have" ] && ls "$have/$2_$3"_*.deb >/dev/null 2>&1; then
            cp "$have/$2_$3"_*.deb "$work/download/"
        else
            # An archive keeps one version of a package; the hash decides whether a later one will do.
            (cd "$work/download" && { apt-get download "$2=$3" || apt-get download "$2"; })
        fi
        dpkg-deb -x "$work"/download/*.deb "$5.part"
        ;;
    *)
        echo "unknown kind of package: $1"
        return 1
        ;;
    esac
    rm -r "$work/download"
    mv "$5.part" "$5"
}

sum() { sha256sum "$1" | cut -d ' ' -f 1; }

bad=0
while IFS=$tab read -r id file family version licence licence_file sha256 size kind package package_version path; do
    case $id in '#'*) continue ;; esac
    from=$(unpack "$kind" "$package" "$package_version")/$path
    case $path in
    *.woff2)
        cp "$from" "$work/face.woff2"
        woff2_decompress "$work/face.woff2"
        from=$work/face.ttf
        ;;
    esac
    target=$here/files/$file
    if [ "$(sum "$from")" != "$sha256" ]; then
        echo "$file: what $package $package_version holds differs from the manifest, left alone" >&2
        bad=1
    elif [ ! -e "$target" ]; then
        mkdir -p "$here/files"
        cp "$from" "$target.part"
        chmod 644 "$target.part"
        mv "$target.part" "$target"
        echo "$file: fetched"
    elif [ "$(sum "$target")" != "$sha256" ]; then
        echo "$file: the file in files/ differs from the manifest; remove it to fetch it again" >&2
        bad=1
    else
        echo "$file: the same"
    fi
done <"$here/manifest.tsv"
exit $bad
