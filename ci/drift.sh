#!/bin/sh
# drift.sh: where the model and AWS disagree, and since when. With credentials it takes a
# snapshot (ASBUILT_DISCOVER=1, or more words for asbuilt discover in ASBUILT_DISCOVER_FLAGS);
# without, it looks at the last one that is stored, and says so. Reports are kept in
# $ASBUILT_OUT: drift.sarif, drift.codequality.json, drift.json, drift.md, summary.txt. The
# status is that of asbuilt drift.
. "$(dirname "$0")/lib.sh"
here=$(dirname "$0")
mkdir -p "$ASBUILT_OUT"
event
store=${ASBUILT_STORE_DIR:-$ASBUILT_OUT/store}
mkdir -p "$store"
if [ -n "$ASBUILT_STORE" ]; then sh "$here/store.sh" pull "$store"; fi
snapshot=${ASBUILT_SNAPSHOT:-$store/snapshot.json}
if [ -n "${ASBUILT_DISCOVER:-}" ] && [ -z "$fork" ]; then
	# shellcheck disable=SC2086 # several flags
	run discover "$ASBUILT_MODEL" ${ASBUILT_DISCOVER_FLAGS:-} --out "$snapshot"
elif [ -n "${ASBUILT_SHARDS:-}" ]; then
	# What one job for each account has taken.
	# shellcheck disable=SC2086 # several files
	run snapshot merge $ASBUILT_SHARDS --out "$snapshot"
fi
[ -e "$snapshot" ] || fail "there is no snapshot: set ASBUILT_DISCOVER=1 where there are credentials, or run the nightly job once"

drift() { run drift "$ASBUILT_MODEL" --snapshot "$snapshot" --history "$store/history" --fail-on "$ASBUILT_FAIL_ON" "$@"; }

result=0
# shellcheck disable=SC2086 # several flags
drift ${ASBUILT_DRIFT_FLAGS:-} || result=$?
for form in sarif:drift.sarif codequality:drift.codequality.json json:drift.json markdown:drift.md summary:summary.txt; do
	# shellcheck disable=SC2086
	drift ${ASBUILT_DRIFT_FLAGS:-} --format "${form%%:*}" >"$ASBUILT_OUT/${form#*:}" 2>/dev/null || :
done
show "$ASBUILT_OUT/drift.md"
[ "$result" -ne 2 ] && [ "$result" -ne 3 ] || exit "$result"
if [ -n "$ASBUILT_STORE" ] && [ -z "$fork" ] && [ -z "$change" ]; then
	if [ "$snapshot" != "$store/snapshot.json" ]; then cp "$snapshot" "$store/snapshot.json"; fi
	sh "$here/store.sh" push "$store"
fi
if [ -n "${ASBUILT_WEBHOOK:-}" ] && [ -s "$ASBUILT_OUT/summary.txt" ]; then
	needs curl jq
	jq -n --rawfile text "$ASBUILT_OUT/summary.txt" '{text: ($text | gsub("&"; "&amp;") | gsub("<"; "&lt;") | gsub(">"; "&gt;"))}' \
		>"$ASBUILT_OUT/message.json"
	printf 'url = "%s"\n' "$ASBUILT_WEBHOOK" | curl --silent --show-error --fail --max-time 60 --retry "${ASBUILT_RETRY:-3}" --config - \
		--header 'Content-Type: application/json' --data-binary "@$ASBUILT_OUT/message.json" >/dev/null ||
		fail "the chat did not take the message; it is in $ASBUILT_OUT/summary.txt"
fi
exit "$result"
