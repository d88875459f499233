#!/bin/sh
# install.sh DIR: builds asbuilt into DIR from the checkout that this script lies in; with
# ASBUILT_DISCOVER set also asbuilt-aws, which takes its time the first time.
. "$(dirname "$0")/lib.sh"
[ $# -eq 1 ] || { say 'install.sh DIR'; exit 2; }
mkdir -p "$1"
dir=$(cd "$1" && pwd)
cd "$(dirname "$0")/.."
needs go
CGO_ENABLED=0 go build -trimpath -o "$dir/" ./cmd/asbuilt
if [ -n "${ASBUILT_DISCOVER:-}" ]; then CGO_ENABLED=0 go build -trimpath -o "$dir/" ./cmd/asbuilt-aws; fi
