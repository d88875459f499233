package discover

import (
	"reflect"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"asbuilt/internal/golden"
)

// tellsLife are names of facts that may say how a resource lives: a status, a
// state, a switch, a moment.
var tellsLife = regexp.MustCompile(`(Stat(us|e)|^Enabled?|Enabled?|^Enable[A-Z]\w*|Disabled|Suspended|Recording|IsLogging|` +
	`Processing|InstanceRefresh|NotAfter|EndDate|\w+Date|Expir\w*)$`)

// notLife are names that look so and are words of AWS for something else.
var notLife = regexp.MustCompile(`^(PlatformState|CreateDate)$`)

// The table is what the structs say of themselves.
func TestLifeCurrent(t *testing.T) {
	head, _, _ := strings.Cut(lifeTable, "\n\n")
	table, says := []string{head, ""}, directives(t)
	var structs []string
	types := map[string][]string{} // by struct
	for _, f := range Families() {
		for _, typ := range f.Types {
			s := reflect.TypeOf(typ.Facts()).Elem().Name()
			structs, types[s] = append(structs, s), append(types[s], typ.Name)
		}
	}
	for _, s := range structs {
		if len(says[s].lives) > 0 {
			table = append(table, strings.Join(types[s], " "))
		}
		for _, l := range says[s].lives {
			table = append(table, "\t"+l.fact+"\t"+strings.Join(l.clauses, "; "))
		}
		delete(says, s)
	}
	golden.Check(t, "life.txt", []byte(strings.Join(table, "\n")+"\n"))
}

// Every fact that may say how a resource lives is in life.txt, and every row
// there is about a fact.
func TestEveryStateIsInTheTable(t *testing.T) {
	table, rows := lives(), 0
	for _, f := range Families() {
		for _, typ := range f.Types {
			paths := typ.FactPaths()
			for _, row := range table[typ.Name] {
				rows++
				if !slices.Contains(paths, row.fact) {
					t.Errorf("life.txt: %s has no fact %s", typ.Name, row.fact)
				}
			}
			for _, path := range paths {
				name := path[strings.LastIndex(path, ".")+1:]
				listed := slices.ContainsFunc(table[typ.Name], func(row *lifeRow) bool { return row.fact == path })
				if tellsLife.MatchString(name) && !notLife.MatchString(name) && !listed {
					t.Errorf("life.txt says nothing of %s %s: above the struct, say //asked:lives %s WORDS, as life.txt explains",
						typ.Name, path, path)
				}
			}
		}
	}
	for typ := range table {
		if _, ok := Lookup(typ); !ok {
			t.Errorf("life.txt: there is no type %s", typ)
		}
	}
	if rows < 150 {
		t.Errorf("only %d rows", rows)
	}
}

// A row has words of lives that there are, each once, and a first that is fine; or
// it says who judges the fact, or why nobody does.
func TestRowsOfLife(t *testing.T) {
	known := []Life{Fine, InFlight, Off, Broken, Going, Gone}
	for typ, rows := range lives() {
		for _, row := range rows {
			if len(row.words) == 0 && row.toldBy == "" && row.setting == "" && !row.until {
				t.Errorf("%s %s says nothing", typ, row.fact)
			}
			if len(row.words) > 0 && row.usual == "" {
				t.Errorf("%s %s has no word for all being well", typ, row.fact)
			}
			for word, life := range row.words {
				if !slices.Contains(known, life) || word != strings.ToLower(word) {
					t.Errorf("%s %s: %s %s", typ, row.fact, life, word)
				}
			}
		}
	}
	for line := range strings.Lines(lifeTable) {
		words := strings.Fields(strings.ReplaceAll(line, ";", ""))
		for i, w := range words {
			if strings.HasPrefix(line, "\t") && i > 1 && !strings.Contains(line, "setting") && slices.Contains(words[:i], w) &&
				!slices.Contains(known, Life(w)) {
				t.Errorf("twice: %s in %s", w, line)
			}
		}
	}
}

// Words count however AWS writes them, and those that it adds tomorrow are not
// taken for any that it has today.
func TestStandings(t *testing.T) {
	end := time.Date(2026, 12, 1, 0, 0, 0, 0, time.UTC)
	for _, c := range []struct {
		typ   string
		facts any
		want  []Standing
	}{
		{"AWS::RDS::DBInstance", &DBInstance{DBInstanceStatus: "storage-full"}, []Standing{
			{Life: Broken, Fact: "DBInstanceStatus", Word: "storage-full"},
		}},
		{"AWS::ElastiCache::ServerlessCache", &ServerlessCache{Status: "CREATE-FAILED"}, []Standing{
			{Life: Broken, Fact: "Status", Word: "CREATE-FAILED"},
		}},
		{"AWS::Redshift::Cluster", &Warehouse{ClusterStatus: "available, prep-for-resize"}, []Standing{
			{Life: Fine, Fact: "ClusterStatus", Word: "available, prep-for-resize"},
		}},
		{"AWS::KMS::Key", &Key{KeyState: "Meditating"}, []Standing{{Life: Unsaid, Fact: "KeyState", Word: "Meditating"}}},
		{"AWS::KMS::Key", &Key{}, []Standing{{Life: Unsaid, Fact: "KeyState"}}},
		{"AWS::SecretsManager::Secret", &Secret{}, []Standing{{Life: Fine, Fact: "DeletedDate", Word: "never"}}},
		{"AWS::SecretsManager::Secret", &Secret{DeletedDate: &end}, []Standing{
			{Life: Going, Fact: "DeletedDate", Word: "2026-12-01T00:00:00Z"},
		}},
		{"AWS::CertificateManager::Certificate", &Certificate{Status: "ISSUED", NotAfter: &end}, []Standing{
			{Life: Fine, Fact: "Status", Word: "ISSUED"},
			{Life: Fine, Fact: "NotAfter", Word: "2026-12-01T00:00:00Z", Until: &end},
		}},
		{"AWS::CloudFront::Distribution", &Distribution{Status: "Deployed"}, []Standing{
			{Life: Off, Fact: "Enabled", Word: "false"},
			{Life: Fine, Fact: "Status", Word: "Deployed"},
		}},
		{"AWS::S3::Bucket", &Bucket{}, nil},
	} {
		x := NewIndex(&Snapshot{})
		if got := x.Standings(&Resource{Type: c.typ, Facts: c.facts}); !reflect.DeepEqual(got, c.want) {
			t.Errorf("%s: got %v, want %v", c.typ, got, c.want)
		}
	}
}

// That something leaves is told by the facts that are said to tell it and by no other; what
// a part of a resource does is not told of the whole.
func TestTellsLeaving(t *testing.T) {
	x := NewIndex(&Snapshot{})
	for typ, rows := range lives() {
		known, _ := Lookup(typ)
		r := &Resource{Type: typ, Facts: known.Facts()}
		told := x.TellsLeaving(r)
		for _, row := range rows {
			v := reflect.ValueOf(r.Facts).Elem().FieldByName(row.fact)
			tells := false
			if v.IsValid() && v.Kind() == reflect.String {
				for word := range row.words {
					v.SetString(word)
					says, leaves := x.Leaving(r)
					tells = tells || leaves && says.Fact == row.fact
				}
				v.SetString("")
			} else if v.IsValid() { // switches and moments
				for _, life := range row.words {
					tells = tells || life == Going || life == Gone
				}
			}
			if tells != slices.Contains(told, row.fact) {
				t.Errorf("%s: %s tells that it leaves: %t, and the other way round", typ, row.fact, tells)
			}
		}
	}
	service := &Resource{Type: "AWS::ECS::Service", Facts: &ECSService{}}
	if got := x.TellsLeaving(service); !slices.Equal(got, []string{"Status"}) {
		t.Errorf("a service is told to leave by %v", got)
	}
}

// What a resource relies on is found by ARN, id and name, and its parts by what
// they name.
func TestRelied(t *testing.T) {
	lb := &Resource{Type: "AWS::ElasticLoadBalancingV2::LoadBalancer", ARN: "arn:lb", ID: "lb", Facts: &LoadBalancer{}}
	listener := &Resource{Type: "AWS::ElasticLoadBalancingV2::Listener", ID: "l", Facts: &Listener{
		LoadBalancerArn: "arn:lb", Certificates: []string{"arn:cert", "arn:elsewhere"},
	}}
	cert := &Resource{Type: "AWS::CertificateManager::Certificate", ARN: "arn:cert", ID: "cert", Facts: &Certificate{}}
	x := NewIndex(&Snapshot{Resources: []*Resource{lb, listener, cert}})
	if got := x.Relied(lb); len(got) != 1 || got[0].Resource != listener || got[0].By != (FactRef{Resource: listener, Fact: "LoadBalancerArn"}) {
		t.Errorf("a load balancer relies on %v", got)
	}
	got := x.Relied(listener)
	if len(got) != 2 || got[0].Resource != cert || got[1].Resource != nil || got[1].Name != "arn:elsewhere" {
		t.Errorf("a listener relies on %v", got)
	}
}
