package cmd

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"asbuilt/drift/kept"
	"asbuilt/files"
	"asbuilt/finding"
	"asbuilt/finding/plain"
	"asbuilt/model"
	"asbuilt/model/format"
	"asbuilt/pattern"
)

type acceptOptions struct {
	env        *environment
	snapshot   string
	all        bool
	unread     string
	connection string
	because    string
	by         string
	until      string
	ticket     string
	print      bool
	file       string
	// inUse are where acceptances stand that accept something that is found now.
	inUse map[finding.Position]bool
}

func newAccept(env *environment) *cobra.Command {
	o := &acceptOptions{env: env, inUse: map[finding.Position]bool{}}
	c := &cobra.Command{
		Use:  "accept ELEMENT CODE | --unread OP | --connection ID | --all",
		Args: atMost(2),
		RunE: func(c *cobra.Command, args []string) error { return o.run(c.Context(), args) },
	}
	f := c.Flags()
	f.StringVar(&o.file, "file", "", "")
	f.StringVar(&o.snapshot, "snapshot", "", "")
	f.BoolVar(&o.all, "all", false, "")
	f.StringVar(&o.unread, "unread", "", "")
	f.StringVar(&o.connection, "connection", "", "")
	f.StringVar(&o.because, "because", "", "")
	f.StringVar(&o.by, "by", "", "")
	f.StringVar(&o.until, "until", "", "")
	f.StringVar(&o.ticket, "ticket", "", "")
	f.BoolVar(&o.print, "print", false, "")
	return c
}

func (o *acceptOptions) run(_ context.Context, args []string) error {
	if err := o.asked(args); err != nil {
		return err
	}
	var file []string
	if o.file != "" {
		file = []string{o.file}
	}
	src, m, _, err := o.env.open(file)
	if err != nil {
		return err
	}
	chosen, err := o.choose(src, m, args)
	if err != nil {
		return err
	}
	var entries []string
	for _, a := range chosen {
		entries = append(entries, a.String())
	}
	if o.print {
		for line := range strings.Lines("accepted:\n" + strings.Join(entries, "")) {
			plain.Fprintln(o.env.streams.Out, strings.TrimSuffix(line, "\n"))
		}
		return nil
	}
	return o.write(src, m, chosen)
}

// asked reports what is wrong with the command line.
func (o *acceptOptions) asked(args []string) error {
	ways := 0
	for _, asked := range []bool{len(args) > 0, o.unread != "", o.connection != "", o.all} {
		if asked {
			ways++
		}
	}
	switch {
	case ways != 1 || len(args) == 1:
		return usagef("accept takes ELEMENT and CODE, or one of --unread, --connection and --all",
			"accept에는 ELEMENT와 CODE를 주거나 --unread, --connection, --all 중 하나를 주십시오")
	case o.because == "" || o.by == "" || o.until == "":
		return usagef("accept needs --because, --by and --until: what is accepted has a reason, an owner "+
			"and an end",
			"accept에는 --because, --by, --until이 필요합니다. 수용에는 사유와 담당과 기한이 있어야 합니다")
	}
	if _, err := time.Parse(time.DateOnly, o.until); err != nil {
		return usagef("--until %q is no day: write it as 2027-01-31",
			"--until %q은(는) 날짜가 아닙니다. 2027-01-31처럼 쓰십시오", o.until)
	}
	return nil
}

// entry is one entry of accepted:, as it is written.
type entry struct {
	keys, values []string
}

func (e *entry) set(key, value string) {
	if value != "" {
		e.keys, e.values = append(e.keys, key), append(e.values, value)
	}
}

// String is the entry as YAML, in canonical form.
func (e *entry) String() string {
	var out strings.Builder
	lead := "  - "
	for i, k := range e.keys {
		value := e.values[i]
		if k != "until" {
			value = scalar(value, k == "value")
		}
		out.WriteString(lead + k + ": " + value + "\n")
		lead = "    "
	}
	return out.String()
}

// bare is text that YAML takes for text, whatever stands around it in a flow mapping.
var bare = pattern.New(`^[\p{L}_/][\p{L}\p{N}_/.-]*( [\p{L}\p{N}_/.-]+)*$`)

// scalar is text as a scalar of YAML.
func scalar(s string, always bool) string {
	words := []string{"true", "false", "null", "yes", "no", "on", "off", "y", "n"}
	if !always && bare.MatchString(s) && !slices.Contains(words, strings.ToLower(s)) {
		return s
	}
	var out bytes.Buffer
	out.WriteByte('"')
	for _, r := range s {
		switch {
		case r == '"' || r == '\\':
			out.WriteString("\\" + string(r))
		case r < ' ' || !strconv.IsPrint(r):
			out.WriteString(fmt.Sprintf(`\U%08X`, r))
		default:
			out.WriteRune(r)
		}
	}
	out.WriteByte('"')
	return out.String()
}

// choose is what is to be accepted, of what is found.
func (o *acceptOptions) choose(src source, m *model.Model, args []string) ([]*entry, error) {
	if o.unread != "" {
		e := &entry{}
		e.set("unread", o.unread)
		return []*entry{o.ended(e)}, nil
	}
	if o.connection != "" {
		if m.Connection(o.connection) == nil {
			return nil, finding.Errorf("there is no connection %q in the model",
				"모델에 %q 연결이 없습니다", o.connection)
		}
		e := &entry{}
		e.set("connection", o.connection)
		return []*entry{o.ended(e)}, nil
	}
	rep, err := o.found(src, m)
	if err != nil {
		return nil, err
	}
	var all []*entry
	for _, f := range rep.Findings {
		if f.Accepted != nil {
			o.inUse[f.Accepted.Position] = true
		}
		if f.Accepted != nil || f.Suspended || isAboutAcceptance(f.Code) {
			continue
		}
		ofModel := f.Cause.IsZero() && f.Code != kept.CodeBroken // no fact of AWS decides it
		if o.all && ofModel && f.Verdict == finding.Broken && f.Severity == finding.Error {
			continue // what is wrong with the model is mended, not accepted
		}
		if !o.all && (f.Subject != args[0] || f.Code != args[1]) {
			continue
		}
		e := o.entry(f)
		if !slices.ContainsFunc(all, func(x *entry) bool { return x.String() == e.String() }) {
			all = append(all, e)
		}
	}
	if len(all) == 0 && !o.all {
		return nil, o.nothing(rep, args)
	}
	return all, nil
}

func isAboutAcceptance(code string) bool {
	return code == finding.CodeAcceptedExpired || code == finding.CodeAcceptedUnused || code == model.CodeAcceptedOwner
}

// found is everything that is found now, with what is accepted already: by drift in the
// snapshot that was named, else by check, and by drift in the newest one that there is.
func (o *acceptOptions) found(src source, m *model.Model) (*finding.Report, error) {
	given := o.snapshot != "" && o.snapshot != noSnapshot
	var err error
	if o.snapshot, err = o.env.snapshotOr(o.snapshot, dirOf(src)); err != nil {
		return nil, err
	}
	if o.snapshot == "" {
		return o.checked(src, m)
	}
	set, _, err := loadDecisions(src, m)
	if err != nil {
		return nil, err
	}
	rep, done, err := o.env.compareSifted(m, set, o.snapshot)
	if err != nil {
		return nil, err
	}
	defer done()
	accept(rep, m.Acceptances(), 0)
	if given {
		return rep, nil
	}
	checked, err := o.checked(src, m)
	if err != nil {
		return nil, err
	}
	for _, f := range checked.Findings { // what both know, the snapshot knows better
		if _, known := rep.Rules.Lookup(f.Code); !known {
			rep.Findings = append(rep.Findings, f)
		}
	}
	return rep, nil
}

// checked is what check finds.
func (o *acceptOptions) checked(src source, m *model.Model) (*finding.Report, error) {
	_, findings, err := o.env.load(src)
	if err != nil {
		return nil, err
	}
	asOf, err := o.env.moment(time.Time{})
	if err != nil {
		return nil, err
	}
	rep, _, err := o.env.everything(src, m, findings, asOf)
	if err != nil {
		return nil, err
	}
	accept(rep, m.Acceptances(), 0)
	return rep, nil
}

// nothing says that a finding is not there, and which are.
func (o *acceptOptions) nothing(rep *finding.Report, args []string) error {
	var codes []string
	for _, f := range rep.Findings {
		if f.Subject == args[0] && f.Accepted == nil && !slices.Contains(codes, f.Code) {
			codes = append(codes, f.Code)
		}
	}
	more := finding.Text{}
	switch {
	case len(codes) > 0:
		more = finding.Say("; found are %s", ". 발견된 것: %s", strings.Join(codes, ", "))
	case o.snapshot == "":
		more = finding.Say("; what differs from AWS is found with --snapshot", ". AWS와 다른 것은 --snapshot으로 찾습니다")
	}
	return finding.Errorf("nothing is found on %q as %s%s", "%q에서 %s(으)로 발견된 것이 없습니다%s", args[0], args[1], more)
}

// entry accepts a finding, with the value that it has.
func (o *acceptOptions) entry(f *finding.Finding) *entry {
	e := &entry{}
	switch {
	case f.Unread != "":
		e.set("unread", f.Unread)
		e.set("account", f.UnreadAccount)
		e.set("region", f.UnreadRegion)
	case f.Verdict == finding.Unknown && f.Fact == "way":
		e.set("connection", f.Subject)
	default:
		e.set("finding", f.Code)
		e.set("on", f.Subject)
		e.set("fact", f.Fact)
		if f.Verdict != finding.Unknown {
			e.set("value", f.Found)
		}
	}
	return o.ended(e)
}

func (o *acceptOptions) ended(e *entry) *entry {
	e.set("because", o.because)
	e.set("by", o.by)
	e.set("until", o.until)
	e.set("ticket", o.ticket)
	return e
}

// target is what an entry is about, without value, reason and end.
func target(code, subject, fact, unread, account, region, connection string) string {
	return strings.Join([]string{code, subject, fact, unread, account, region, connection}, "\x00")
}

func (e *entry) target() string {
	at := map[string]string{}
	for i, k := range e.keys {
		at[k] = e.values[i]
	}
	return target(at["finding"], at["on"], at["fact"], at["unread"], at["account"], at["region"], at["connection"])
}

// write adds the entries to the file beside the model. One that accepts the same
// already is replaced there, and what was said about it stays; but for one that accepts
// what is found now, for two resources may have one name.
func (o *acceptOptions) write(src source, m *model.Model, all []*entry) error {
	name := model.AcceptedName(src.name)
	if src.folder == nil || src.name == stdinName {
		return usagef("accept writes beside the model, which standard input has no place for; use --print",
			"accept는 모델 옆에 쓰는데 표준 입력에는 그 자리가 없습니다. --print를 쓰십시오")
	}
	before, err := src.folder.ReadFile(name)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return finding.Errorf("accept: %v",
			"accept: %v", err)
	}
	text := listText{strings.SplitAfter(string(before), "\n")}
	known := m.Acceptances()
	var added []*entry
	var replaced []int // lines, which are replaced from the last on
	instead := map[int]*entry{}
	for _, e := range all {
		old := slices.IndexFunc(known, func(a *finding.Acceptance) bool {
			code := a.Code + a.Fingerprint
			return target(code, a.Subject, a.Fact, a.Unread, a.Account, a.Region, a.Connection) == e.target() &&
				!o.inUse[a.Position] && instead[a.Position.Line-1] == nil
		})
		if old < 0 {
			added = append(added, e)
			continue
		}
		at := known[old].Position
		if at.File != name {
			return finding.Errorf("accept: %s:%d accepts the same already: change it there",
				"accept: %s:%d에서 이미 같은 것을 수용합니다. 거기서 고치십시오", src.named(at.File), at.Line)
		}
		replaced, instead[at.Line-1] = append(replaced, at.Line-1), e
	}
	slices.Sort(replaced)
	for _, line := range slices.Backward(replaced) {
		text.replace(line, instead[line])
	}
	text.add(added)
	out, findings, err := format.Source(name, []byte(strings.Join(text.lines, "")))
	if err != nil || len(findings) > 0 {
		return finding.Errorf("accept: %s would not be read again as it was meant; use --print",
			"accept: %s을(를) 다시 읽으면 뜻이 달라집니다. --print를 쓰십시오", src.named(name))
	}
	if err := o.env.mayWrite(); err != nil {
		return err
	}
	if err := src.folder.Change([]files.Change{{Name: name, Before: before, After: out}}); err != nil {
		return finding.Errorf("accept: %v",
			"accept: %v", err)
	}
	o.env.say(o.env.streams.Out, "%s: %d added, %d replaced",
		"%s: %d개 추가, %d개 교체", src.named(name), len(added), len(replaced))
	return nil
}

// listText is the lines of a file that holds one list.
type listText struct{ lines []string }

// item begins an item of a list; only its indentation is asked for.
var item = pattern.New(`^\s*- `)

// replace puts an entry in the place of the item that begins on a line. Comments inside
// it stand above it then.
func (t *listText) replace(line int, e *entry) {
	end := line + 1
	for end < len(t.lines) && strings.HasPrefix(t.lines[end], "    ") && !item.MatchString(t.lines[end]) {
		end++
	}
	var said strings.Builder
	for _, l := range t.lines[line:end] {
		if _, comment, found := strings.Cut(l, " #"); found {
			said.WriteString("  #" + strings.TrimRight(comment, "\r\n") + "\n")
		}
	}
	t.lines = slices.Replace(t.lines, line, end, said.String()+e.String())
}

// add adds entries to the end, and begins the list where there is none.
func (t *listText) add(all []*entry) {
	if len(all) == 0 {
		return
	}
	text := strings.Join(t.lines, "")
	if text != "" && !strings.HasSuffix(text, "\n") {
		text += "\n"
	}
	text = pattern.New(`(?m)^accepted:\s*\[\]\s*$`).ReplaceAllString(text, "accepted:")
	if !pattern.New(`(?m)^accepted:`).MatchString(text) {
		text += "accepted:\n"
	}
	for _, e := range all {
		text += e.String() + "\n"
	}
	t.lines = []string{text}
}
