package git

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"slices"
	"strings"

	"asbuilt/pattern"
)

// How git is kept from doing what a repository wants.
//
//   - The environment is made anew. Of the user's it has what git needs to start
//     and to know where home is, and no GIT_*, which could name another repository
//     or a program.
//   - Only a folder that was found by its .git is asked about, from its root, and
//     git may not look above it. safe.bareRepository keeps it from taking a folder
//     for a repository because of the files in it.
//   - No protocol is allowed, and what a partial clone has not is not fetched.
//   - The configuration of the system and of the user does not count, but for
//     safe.directory: it is read when the repository belongs to somebody else.
//   - That leaves the repository's own configuration, which git cannot be told to
//     ignore. Every key of it that could name a program is overridden. None of the
//     commands that are run here asks for one; a later Git may.

// inherited are the variables of the user's environment that git gets.
func inherited() []string {
	names := []string{"HOME", "XDG_CONFIG_HOME", "SUDO_UID"}
	if runtime.GOOS == "windows" {
		names = append(names, "USERPROFILE", "HOMEDRIVE", "HOMEPATH", "SYSTEMROOT", "PROGRAMDATA", "TEMP", "TMP")
	}
	return names
}

// environment is that of git for the repository in top.
func environment(top string) []string {
	env := []string{
		"PATH=" + absolute(os.Getenv("PATH")), "LC_ALL=C", "GIT_CEILING_DIRECTORIES=" + filepath.Dir(top),
		"GIT_CONFIG_SYSTEM=" + os.DevNull, "GIT_CONFIG_GLOBAL=" + os.DevNull,
		"GIT_CONFIG_NOSYSTEM=1", "GIT_ATTR_NOSYSTEM=1",
		"GIT_ALLOW_PROTOCOL=none", "GIT_NO_LAZY_FETCH=1", "GIT_NO_REPLACE_OBJECTS=1",
		"GIT_OPTIONAL_LOCKS=0", "GIT_TERMINAL_PROMPT=0",
	}
	return append(env, own(inherited()...)...)
}

// own are those of the named variables that the user has set.
func own(names ...string) []string {
	var env []string
	for _, name := range names {
		if v, ok := os.LookupEnv(name); ok {
			env = append(env, name+"="+v)
		}
	}
	return env
}

// absolute is a search path without what it names relative to the folder that a
// program runs in.
func absolute(path string) string {
	dirs := slices.DeleteFunc(filepath.SplitList(path), func(dir string) bool { return !filepath.IsAbs(dir) })
	return strings.Join(dirs, string(filepath.ListSeparator))
}

// setting is a key of git's configuration with its value.
type setting struct{ key, value string }

// variables are the variables that make git take these settings before all
// others.
func variables(all []setting) []string {
	env := []string{fmt.Sprintf("GIT_CONFIG_COUNT=%d", len(all))}
	for i, s := range all {
		env = append(env,
			fmt.Sprintf("GIT_CONFIG_KEY_%d=%s", i, s.key),
			fmt.Sprintf("GIT_CONFIG_VALUE_%d=%s", i, s.value))
	}
	return env
}

// disarmed overrides what names programs: the keys that are known by name, and
// those of keys, the ones that the repository sets, that look like it.
func disarmed(keys []string) []setting {
	all := []setting{
		{"core.fsmonitor", "false"}, {"core.hooksPath", os.DevNull}, {"core.alternateRefsCommand", ""},
		{"core.askPass", ""}, {"core.editor", ""}, {"core.gitProxy", ""}, {"core.pager", "cat"},
		{"core.sshCommand", ""}, {"credential.helper", ""}, {"diff.external", ""}, {"gpg.program", ""},
		{"protocol.allow", "never"}, {"sequence.editor", ""}, {"uploadpack.packObjectsHook", ""},
		// Files that git would read before it says who changed what; one of them may be a pipe.
		{"blame.ignoreRevsFile", ""}, {"diff.orderFile", os.DevNull}, {"mailmap.file", os.DevNull},
	}
	for _, key := range keys {
		value, programs := "", runsProgram.MatchString(key)
		if strings.HasPrefix(key, "protocol.") {
			value, programs = "never", true
		}
		if programs && !slices.ContainsFunc(all, func(s setting) bool { return strings.EqualFold(s.key, key) }) {
			all = append(all, setting{key, value})
		}
	}
	return all
}

// runsProgram matches keys whose value git runs, or may run one day. Git gives
// section and name in lower case.
var runsProgram = pattern.New(
	`^(?:alias|credential|difftool|filter|guitool|hook|man|mergetool|browser|pager|sendemail|trailer)\.` +
		`|^(?:.*\.)?(?:\w*command|\w*cmd|\w*helper|\w*hook|\w*program|` +
		`askpass|clean|difffilter|driver|editor|external|fsmonitor|gitproxy|pager|process|` +
		`proxy|receivepack|smudge|textconv|update|uploadpack|vcs)$`)

// allow lets safe.directory count as the system's and the user's configuration
// have it. They are asked outside of any repository.
func (r *Repository) allow(ctx context.Context) error {
	outside := &Repository{
		top: r.top,
		env: slices.Concat(
			own(inherited()...),
			own("GIT_CONFIG_SYSTEM", "GIT_CONFIG_GLOBAL", "GIT_CONFIG_NOSYSTEM"),
			[]string{"PATH=" + absolute(os.Getenv("PATH")), "LC_ALL=C", "GIT_DIR=" + os.DevNull},
		),
	}
	for _, scope := range []string{"--system", "--global"} {
		out, err := outside.git(ctx, "config", scope, "--includes", "-z", "--get-all", "safe.directory")
		if unset := (*exec.ExitError)(nil); errors.As(err, &unset) {
			continue // git has nothing to say
		} else if err != nil {
			return err
		}
		for dir := range strings.SplitSeq(strings.TrimSuffix(string(out), "\x00"), "\x00") {
			r.config = append(r.config, setting{"safe.directory", dir})
		}
	}
	return nil
}
