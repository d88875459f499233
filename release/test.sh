#!/bin/sh
# Tries a release: two runs give the same bytes, the .deb installs in a bare
# Debian root, and the archive's program does what the README shows. It needs
# root and debootstrap, and takes its time (make nightly).
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
ASBUILT_PROGRAM="$work/archive/asbuilt" go test -count=1 -run 'TestDocs/README' ./e2e
echo "the archive: does what the README shows"

command -v debootstrap >/dev/null || { echo "install debootstrap to try the package" >&2; exit 1; }
debootstrap --variant=minbase stable "$work/root" >"$work/debootstrap.log" 2>&1 || { tail -n 5 "$work/debootstrap.log" >&2; exit 1; }
cp out/release-1/*.deb "$work/root/asbuilt.deb"
chroot "$work/root" /bin/sh -eu -c '
	dpkg -i --force-depends /asbuilt.deb >/dev/null
	asbuilt version
	mkdir /try && cd /try
	asbuilt init --lang en . >/dev/null
	asbuilt check
	asbuilt build --out site >/dev/null
	test -s site/index.html
	dpkg -r asbuilt >/dev/null
	test ! -e /usr/bin/asbuilt # the shell would remember where it was
'
echo "the package: installed, tried and removed in a bare root"
