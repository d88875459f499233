#!/bin/sh
# Tries a release: two runs give the same bytes, and in a bare Debian root, with
# git alone, the program of the archive and the one of the .deb do what the README
# shows. It needs root and debootstrap, and takes its time (make nightly).
set -eu
cd "$(dirname "$0")/.."
target=linux/$(go env GOARCH)
work=$(mktemp -d)
trap 'rm -rf "$work" out/release-1 out/release-2' EXIT

for n in 1 2; do
	rm -rf "out/release-$n"
	go run -C release . -targets "$target" -out "out/release-$n"
done
diff -r out/release-1 out/release-2
(cd out/release-1 && sha256sum -c SHA256SUMS)
echo "two runs: the same bytes"

mkdir "$work/archive"
tar -xzf out/release-1/asbuilt_*.tar.gz -C "$work/archive" --strip-components 1

command -v debootstrap >/dev/null || { echo "install debootstrap to try the package" >&2; exit 1; }
debootstrap --variant=minbase --include=git stable "$work/root" >"$work/debootstrap.log" 2>&1 || { tail -n 5 "$work/debootstrap.log" >&2; exit 1; }
cp out/release-1/*.deb "$work/root/asbuilt.deb"
cp -r "$work/archive" "$work/root/archive"
git clone -q . "$work/root/clone"
go test -c -o "$work/root/tour" ./e2e
chroot "$work/root" /bin/sh -eu -c '
	export HOME=/root PATH=/usr/sbin:/usr/bin:/sbin:/bin
	tour() { (cd /clone/e2e && ASBUILT_PROGRAM="$1" /tour -test.run "TestDocs/README.md"); }
	tour /archive/asbuilt
	dpkg -i --force-depends /asbuilt.deb >/dev/null
	tour /usr/bin/asbuilt
	mkdir /try && cd /try
	asbuilt init --lang en . >/dev/null
	asbuilt check
	asbuilt build --out site >/dev/null
	test -s site/index.html
	dpkg -r asbuilt >/dev/null
	test ! -e /usr/bin/asbuilt # the shell would remember where it was
'
echo "archive and package: in a bare root they do what the README shows; the package leaves nothing"
