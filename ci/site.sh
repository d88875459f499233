#!/bin/sh
# site.sh: the documentation site, into $ASBUILT_SITE, with the last stored snapshot and the
# history where there are any.
. "$(dirname "$0")/lib.sh"
here=$(dirname "$0")
store=${ASBUILT_STORE_DIR:-$ASBUILT_OUT/store}
mkdir -p "$store"
if [ -n "$ASBUILT_STORE" ] && [ ! -e "$store/snapshot.json" ]; then sh "$here/store.sh" pull "$store"; fi
snapshot=${ASBUILT_SNAPSHOT:-$store/snapshot.json}
set -- build "$ASBUILT_MODEL" --out "${ASBUILT_SITE:-$ASBUILT_OUT/site}"
if [ -e "$snapshot" ]; then set -- "$@" --snapshot "$snapshot"; else say 'no snapshot: the site shows what is designed'; fi
if [ -d "$store/history" ] && [ -e "$snapshot" ]; then set -- "$@" --history "$store/history"; fi
run "$@"
