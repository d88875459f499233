#!/bin/sh
# check.sh: everything that is wrong with the model. SARIF and Code Quality are kept in
# $ASBUILT_OUT; the status is that of asbuilt check.
. "$(dirname "$0")/lib.sh"
mkdir -p "$ASBUILT_OUT"
result=0
run check "$ASBUILT_MODEL" --fail-on "$ASBUILT_FAIL_ON" || result=$?
run check "$ASBUILT_MODEL" --fail-on "$ASBUILT_FAIL_ON" --format sarif >"$ASBUILT_OUT/check.sarif" || :
run check "$ASBUILT_MODEL" --fail-on "$ASBUILT_FAIL_ON" --format codequality >"$ASBUILT_OUT/check.codequality.json" || :
exit "$result"
