package cmd

import (
	"runtime/debug"
	"testing"
)

// TestBuiltFrom says what of the commit is known, and nothing where nothing is.
func TestBuiltFrom(t *testing.T) {
	const revision = "0123456789abcdef0123456789abcdef01234567"
	for want, settings := range map[string]map[string]string{
		"":                    {"GOOS": "linux", "vcs.time": "2026-11-22T10:20:30Z"},
		"commit 0123456789ab": {"vcs.revision": revision},
		"commit 0123":         {"vcs.revision": "0123"},
		"commit 0123456789ab of 2026-11-22": {
			"vcs.revision": revision, "vcs.time": "2026-11-22T10:20:30Z", "vcs.modified": "false",
		},
		"commit 0123456789ab of 2026-11-22, changed since": {
			"vcs.revision": revision, "vcs.time": "2026-11-22T10:20:30Z", "vcs.modified": "true",
		},
	} {
		var recorded []debug.BuildSetting
		for key, value := range settings {
			recorded = append(recorded, debug.BuildSetting{Key: key, Value: value})
		}
		if got := builtFrom(recorded); got != want {
			t.Errorf("%v: got %q, want %q", settings, got, want)
		}
	}
}
