package cmd

import "runtime/debug"

// buildVersion is the version that Go recorded in the program: a release, or a
// revision.
func buildVersion() string {
	info, ok := debug.ReadBuildInfo()
	if !ok || info.Main.Version == "" {
		return "(devel)"
	}
	return info.Main.Version
}
