package cmd

import (
	"fmt"
	"runtime/debug"
	"strings"

	"asbuilt/discover"
)

// buildVersion is the version that Go recorded in the program: a release, or a
// revision.
func buildVersion() string {
	info, ok := debug.ReadBuildInfo()
	if !ok || info.Main.Version == "" {
		return "(devel)"
	}
	return info.Main.Version
}

// versionLine says which asbuilt this is, and what it reads.
func versionLine() string {
	parts := []string{fmt.Sprintf("model language 1, snapshot format %d", discover.Version)}
	if info, ok := debug.ReadBuildInfo(); ok {
		if built := builtFrom(info.Settings); built != "" {
			parts = append([]string{built}, parts...)
		}
	}
	return fmt.Sprintf("asbuilt %s (%s)", buildVersion(), strings.Join(parts, "; "))
}

// shortRevision is how many digits of a commit's name are said: as many as Go
// puts into a version.
const shortRevision = 12

// builtFrom is the commit that a program was built from and its day, as far as
// Go recorded them. It does so in a checkout, and not for a module that it
// downloaded.
func builtFrom(settings []debug.BuildSetting) string {
	recorded := map[string]string{}
	for _, s := range settings {
		recorded[s.Key] = s.Value
	}
	revision := recorded["vcs.revision"]
	if revision == "" {
		return ""
	}
	said := "commit " + revision[:min(len(revision), shortRevision)]
	if day, _, _ := strings.Cut(recorded["vcs.time"], "T"); day != "" {
		said += " of " + day
	}
	if recorded["vcs.modified"] == "true" {
		said += ", changed since"
	}
	return said
}
