#!/bin/sh
# diff.sh: what a pull or merge request means, as its one comment. The report is kept as
# $ASBUILT_OUT/diff.md, and the pictures in $ASBUILT_OUT/diff; a change from a fork and one
# in a merge queue have no comment, for they have no secrets.
. "$(dirname "$0")/lib.sh"
mkdir -p "$ASBUILT_OUT"
event
: "${ASBUILT_BASE:=$base}"
[ -n "$ASBUILT_BASE" ] || fail 'nothing to compare with: set ASBUILT_BASE to a commit'
is_commit "$ASBUILT_BASE" || fail 'ASBUILT_BASE is no full name of a commit'
if ! git cat-file -e "$ASBUILT_BASE^{commit}" 2>/dev/null; then
	git fetch --quiet --no-tags --depth=1 origin "$ASBUILT_BASE" ||
		fail "this clone does not have $ASBUILT_BASE, and the remote does not give it: fetch the whole history"
fi
start=$(git merge-base "$ASBUILT_BASE" HEAD 2>/dev/null) || start=$ASBUILT_BASE
report=$ASBUILT_OUT/diff.md
result=0
# shellcheck disable=SC2086 # several flags
run diff --file "$ASBUILT_MODEL" ${ASBUILT_DIFF_FLAGS:-} --format markdown "$start" HEAD >"$report" || result=$?
cat "$report"
[ "$result" -le 1 ] || exit "$result"
show "$report"
run diff --file "$ASBUILT_MODEL" --out "$ASBUILT_OUT/diff" "$start" HEAD >/dev/null 2>&1 || say 'no pictures were drawn'
if [ -z "$change" ]; then
	say "no pull or merge request: the report is in $report"
elif [ -n "$fork" ]; then
	say "the change comes from a fork, which may not comment: the report is in $report"
else
	upsert "$report" "diff:$ASBUILT_MODEL"
fi
exit "$result"
