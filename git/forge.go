package git

import (
	"context"
	"net/url"
	"slices"
	"strings"

	"asbuilt/pattern"
)

// Remote is the address of the repository that this one is a copy of: of origin, or of
// the only one there is. Empty where none is configured.
func (r *Repository) Remote(ctx context.Context) string {
	out, err := r.git(ctx, "config", "--null", "--get-regexp", `^remote\..*\.url$`)
	if err != nil {
		return ""
	}
	var all []string
	for entry := range strings.SplitSeq(strings.TrimSuffix(string(out), "\x00"), "\x00") {
		key, address, _ := strings.Cut(entry, "\n")
		if key == "remote.origin.url" {
			return address
		}
		all = append(all, address)
	}
	if len(all) != 1 {
		return ""
	}
	return all[0]
}

// schemes are those of addresses that lead to a host.
var schemes = []string{"https", "http", "ssh", "git", "git+ssh"}

var (
	// shortAddress is how ssh is told a repository: git@host:team/arch.git.
	shortAddress = pattern.New(`^(?:[A-Za-z0-9._-]+@)?([A-Za-z0-9.-]+):([^/:].*)$`)
	hostName     = pattern.New(`^[A-Za-z0-9](?:[A-Za-z0-9.-]*[A-Za-z0-9])?$`)
	repoPath     = pattern.New(`^[A-Za-z0-9_.~-]+(?:/[A-Za-z0-9_.~-]+)+$`)
)

// forges are how hosts address a line of a file, by the word in the name of the host that
// tells them.
var forges = []struct{ word, lines string }{
	{"github", "/blob/{rev}/{path}#L{line}"},
	{"gitlab", "/-/blob/{rev}/{path}#L{line}"},
	{"bitbucket", "/src/{rev}/{path}#lines-{line}"},
	{"codeberg", "/src/commit/{rev}/{path}#L{line}"},
	{"gitea", "/src/commit/{rev}/{path}#L{line}"},
	{"forgejo", "/src/commit/{rev}/{path}#L{line}"},
}

// Lines is how a browser is led to a line of a file of the repository at an address, with
// {rev}, {path} and {line} to be filled in; empty where the name of its host does not
// tell which forge it is. Nothing of a user or password in the address is in it.
func Lines(remote string) string {
	host, path := "", ""
	if u, err := url.Parse(remote); err == nil && u.Host != "" && slices.Contains(schemes, u.Scheme) {
		host, path = u.Host, strings.TrimPrefix(u.Path, "/")
		if u.Scheme != "https" && u.Scheme != "http" {
			host = u.Hostname() // the port is that of ssh
		}
	} else if m := shortAddress.FindStringSubmatch(remote); m != nil {
		host, path = m[1], strings.TrimPrefix(m[2], "/")
	}
	path = strings.TrimSuffix(strings.TrimSuffix(path, "/"), ".git")
	name, _, _ := strings.Cut(host, ":")
	if !hostName.MatchString(name) || !repoPath.MatchString(path) {
		return ""
	}
	for _, f := range forges {
		if strings.Contains(strings.ToLower(name), f.word) {
			return "https://" + host + "/" + path + f.lines
		}
	}
	return ""
}
