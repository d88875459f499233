# What the steps share. Every step is a script of its own that runs anywhere: it is told
# all by the environment, keeps what it has to say in files below $ASBUILT_OUT, and asks a
# forge for nothing but the comment. Text of pull requests (titles, names of branches) is
# never read; of what an event says, numbers and hashes alone are taken, and looked at.
#
# Needed: asbuilt and git; for comments and chats also curl and jq.

set -eu

: "${ASBUILT:=asbuilt}"
: "${ASBUILT_MODEL:=architecture.yaml}"
: "${ASBUILT_OUT:=asbuilt-out}"
: "${ASBUILT_STORE:=}"   # branch that keeps the last snapshot and the history
: "${ASBUILT_LANG:=}"
: "${ASBUILT_FAIL_ON:=error}"

# say tells the person who reads the log.
say() { printf 'asbuilt: %s\n' "$*" >&2; }

# fail ends the step as a run that could not be carried out.
fail() { say "$@"; exit 3; }

needs() {
	for program; do
		command -v "$program" >/dev/null 2>&1 || fail "$program is needed for this step; install it"
	done
}

run() { if [ -n "$ASBUILT_LANG" ]; then "$ASBUILT" "$@" --lang "$ASBUILT_LANG"; else "$ASBUILT" "$@"; fi; }

is_number() { case $1 in '' | *[!0-9]*) return 1 ;; esac; }
is_commit() { case $1 in *[!0-9a-f]*) return 1 ;; esac; [ "${#1}" -eq 40 ] || [ "${#1}" -eq 64 ]; }

# event says which change is looked at: $change is its number, or empty; $base the commit
# that it is compared with; $fork is set where it comes from elsewhere, and so without secrets.
event() {
	change='' base='' fork='' forge=''
	if [ -n "${GITHUB_EVENT_PATH:-}" ]; then
		forge=github
		needs jq
		change=$(jq -r '.pull_request.number // empty' "$GITHUB_EVENT_PATH")
		base=$(jq -r '.pull_request.base.sha // .merge_group.base_sha // .before // empty' "$GITHUB_EVENT_PATH")
		fork=$(jq -r 'if .pull_request and (.pull_request.head.repo.id != .pull_request.base.repo.id) then 1 else empty end' \
			"$GITHUB_EVENT_PATH")
	elif [ -n "${CI_API_V4_URL:-}" ]; then
		forge=gitlab
		change=${CI_MERGE_REQUEST_IID:-}
		base=${CI_MERGE_REQUEST_DIFF_BASE_SHA:-${CI_COMMIT_BEFORE_SHA:-}}
		if [ -n "$change" ] && [ "${CI_MERGE_REQUEST_SOURCE_PROJECT_ID:-}" != "${CI_MERGE_REQUEST_PROJECT_ID:-}" ]; then
			fork=1
		fi
	fi
	[ -z "$change" ] || is_number "$change" || fail "the event names no number of a change"
	[ -z "$base" ] || is_commit "$base" || fail "the event names no commit to compare with"
	case $base in *[!0]*) ;; *) base='' ;; esac # a branch that is new has zeros
}

# show puts a Markdown file where people look at a job, besides the log.
show() { if [ -n "${GITHUB_STEP_SUMMARY:-}" ]; then cat "$1" >>"$GITHUB_STEP_SUMMARY"; fi; }

# ask METHOD ADDRESS [BODY] asks the forge; $status is its answer, the body in $answer. The
# token goes by standard input, so that no list of processes shows it.
ask() {
	answer=$ASBUILT_OUT/answer.json
	: >"$answer"
	status=$(
		{
			case $forge in
			github) printf 'header = "Authorization: Bearer %s"\n' "${GITHUB_TOKEN:-}" ;;
			gitlab) printf 'header = "PRIVATE-TOKEN: %s"\n' "${ASBUILT_TOKEN:-}" ;;
			esac
			printf 'header = "Content-Type: application/json"\n'
			if [ $# -gt 2 ]; then printf 'data-binary = "@%s"\n' "$3"; fi
		} | curl --silent --show-error --max-time 60 --retry "${ASBUILT_RETRY:-3}" --config - \
			--request "$1" --output "$answer" --write-out '%{http_code}' "$2"
	) || status=000
}

# refused says why the forge did not take a comment, and where the report is.
refused() {
	case $status in
	000) why='did not answer' ;;
	401) why='answered 401: the token is missing or no longer good' ;;
	403) why='answered 403: the token may not write comments (GitHub: permissions: pull-requests: write; GitLab: ASBUILT_TOKEN with scope api)' ;;
	404) why='answered 404: it knows no such change, or the token may not see it' ;;
	422) why='answered 422: it does not take this text' ;;
	*) why="answered $status" ;;
	esac
	said=$(jq -r '.message // .error // empty | tostring | .[0:200]' "$answer" 2>/dev/null | tr -d '[:cntrl:]') || said=''
	[ -z "$said" ] || why="$why (it says: $said)"
	fail "$forge $why; nothing was commented, and the report is in $1"
}

# upsert FILE KEY makes the one comment of that key say what a Markdown file says. A comment
# that somebody else wrote with our mark cannot be changed, and is passed over.
upsert() {
	needs curl jq
	case $forge in
	github) list="${GITHUB_API_URL:-https://api.github.com}/repos/$GITHUB_REPOSITORY/issues/$change/comments" ;;
	gitlab) list="$CI_API_V4_URL/projects/$CI_PROJECT_ID/merge_requests/$change/notes" ;;
	esac
	mark="<!-- asbuilt:$(printf %s "$2" | tr -c 'A-Za-z0-9:._/\n-' '_') -->"
	body=$ASBUILT_OUT/comment.json
	jq -n --rawfile text "$1" --arg mark "$mark" '{body: ($mark + "\n" + $text)}' >"$body"
	ids='' page=1
	while :; do
		ask GET "$list?per_page=100&page=$page"
		[ "$status" = 200 ] || refused "$1"
		found=$(jq -r --arg mark "$mark" '.[] | select(.body // "" | startswith($mark)) | .id' "$answer") || refused "$1"
		ids="$ids $found"
		[ "$(jq length "$answer")" -eq 100 ] && [ "$page" -lt 50 ] || break
		page=$((page + 1))
	done
	for id in $ids; do
		is_number "$id" || continue
		case $forge in
		github) ask PATCH "${GITHUB_API_URL:-https://api.github.com}/repos/$GITHUB_REPOSITORY/issues/comments/$id" "$body" ;;
		gitlab) ask PUT "$list/$id" "$body" ;;
		esac
		case $status in
		200) say "the comment $id was brought up to date"; return ;;
		403 | 404) ;;
		*) refused "$1" ;;
		esac
	done
	ask POST "$list" "$body"
	[ "$status" = 201 ] || refused "$1"
	say 'a comment was written'
}
