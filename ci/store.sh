#!/bin/sh
# store.sh pull|push DIR: the last snapshot and the history live on a branch of the same
# repository that has one commit and no past, so that it stays as large as what it holds.
# Of two that push at once both histories stay.
. "$(dirname "$0")/lib.sh"
[ $# -eq 2 ] || { say 'store.sh pull|push DIR'; exit 2; }
[ -n "$ASBUILT_STORE" ] || fail 'ASBUILT_STORE names no branch'
git check-ref-format --branch "$ASBUILT_STORE" >/dev/null 2>&1 || fail 'ASBUILT_STORE is no name of a branch'
ref=refs/heads/$ASBUILT_STORE
mkdir -p "$2"
dir=$(cd "$2" && pwd)

# tip is the commit of the branch as it was fetched, or empty. Between the question whether
# there is one and the fetch another may push: what was fetched counts, for it alone is here.
tip() {
	tip=$(git ls-remote origin "$ref") || return 1
	[ -n "$tip" ] || return 0
	git fetch --quiet --no-tags origin "$ref" || return 1
	tip=$(git rev-parse --verify --quiet FETCH_HEAD)
}

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
GIT_INDEX_FILE=$work/index
export GIT_INDEX_FILE

case $1 in
pull)
	tip || fail "the remote does not give $ASBUILT_STORE"
	if [ -z "$tip" ]; then
		say "there is no branch $ASBUILT_STORE yet"
	else
		git read-tree "$tip"
		cd "$(git rev-parse --show-toplevel)" # in a folder below git would look for that folder alone
		git -c core.autocrlf=false checkout-index --all --force --prefix="$dir/"
	fi
	;;
push)
	gitdir=$(git rev-parse --absolute-git-dir)
	for try in 1 2 3 4 5; do
		tip || fail "the remote does not give $ASBUILT_STORE"
		rm -f "$GIT_INDEX_FILE"
		if [ -n "$tip" ]; then git read-tree "$tip"; fi
		(cd "$dir" && git --git-dir="$gitdir" --work-tree="$dir" -c core.autocrlf=false add --force --ignore-removal .)
		tree=$(git write-tree)
		if [ -n "$tip" ] && [ "$tree" = "$(git rev-parse "$tip^{tree}")" ]; then exit 0; fi
		commit=$(printf 'Snapshot and history of asbuilt\n' |
			GIT_AUTHOR_NAME=asbuilt GIT_AUTHOR_EMAIL=asbuilt@localhost \
				GIT_COMMITTER_NAME=asbuilt GIT_COMMITTER_EMAIL=asbuilt@localhost git commit-tree "$tree")
		if git push --quiet --force-with-lease="$ref:$tip" origin "$commit:$ref" 2>"$work/said"; then exit 0; fi
		grep -q 'stale info\|rejected\|cannot lock ref\|failed to update ref' "$work/said" || break
		sleep "$try"
	done
	cat "$work/said" >&2
	fail "the branch $ASBUILT_STORE could not be pushed; what was to be kept is in $2"
	;;
*) say 'store.sh pull|push DIR'; exit 2 ;;
esac
