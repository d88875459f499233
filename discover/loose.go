package discover

import (
	"slices"
	"strconv"
	"strings"
)

// What of an account with any number of a thing matters to a model. Most of what an
// account has by the thousand is found by its name alone: by a model, or by what a
// model's resources name. Whoever goes through all resources of such a type would find
// the others to be about nothing that he knows.

// Loose is asked of types of which only that matters which something names, by its id,
// its ARN or its name.
type Loose interface {
	// HangsOn are what else makes one matter: names of others that it is about, when
	// those matter.
	HangsOn(r *Resource) []string
}

// Twinned is asked of loose types of which only the first matters where several say the
// same of the same.
type Twinned interface {
	// Twin is what those share.
	Twin() string
}

// HangsOn of an alarm are the values of its dimensions and, for who goes by the metric
// alone, its metrics behind [OfMetric].
func (f *Alarm) HangsOn(*Resource) (names []string) {
	all := append(slices.Clone(f.Metrics), AlarmMetric{MetricName: f.MetricName, Dimensions: f.Dimensions})
	for _, m := range all {
		for _, value := range m.Dimensions {
			names = append(names, value)
		}
		if m.MetricName != "" {
			names = append(names, OfMetric+m.MetricName)
		}
	}
	return names
}

// OfMetric stands before a metric among the names that an alarm hangs on.
const OfMetric = "metric "

// Twin of an alarm is what is asked of it to be the one that a model means: what it
// watches, and when it rings.
func (f *Alarm) Twin() string {
	threshold := strconv.FormatFloat(f.Threshold, 'g', -1, 64)
	b := appendTexts(nil, f.MetricName, threshold, f.ComparisonOperator, f.ThresholdMetricId)
	b = appendPairs(b, f.Dimensions)
	for _, m := range f.Metrics {
		b = appendTexts(b, m.Id, m.Expression, m.Namespace, m.MetricName, strconv.Itoa(m.Period))
		b = appendPairs(b, m.Dimensions)
	}
	return string(b)
}

// appendTexts appends texts so that nothing else looks like them.
func appendTexts(b []byte, texts ...string) []byte {
	for _, text := range texts {
		b = append(strconv.AppendInt(b, int64(len(text)), 10), ':')
		b = append(b, text...)
	}
	return b
}

func appendPairs(b []byte, pairs map[string]string) []byte {
	b = append(strconv.AppendInt(b, int64(len(pairs)), 10), '=')
	for _, key := range sortedKeys(pairs) {
		b = appendTexts(b, key, pairs[key])
	}
	return b
}

// HangsOn of an interface are its machine, and its addresses.
func (f *NetworkInterface) HangsOn(*Resource) []string {
	return slices.Concat([]string{f.InstanceId, f.PublicIp}, f.PrivateIpAddresses, f.Ipv6Addresses)
}

// HangsOn of a role are its profiles, by which machines name it.
func (f *Role) HangsOn(*Resource) []string { return f.InstanceProfiles }

// HangsOn of a disk are the machines that it is a part of.
func (f *Volume) HangsOn(*Resource) []string { return f.InstanceIds }

// HangsOn of a metric filter is the log group that it reads.
func (f *MetricFilter) HangsOn(*Resource) []string { return []string{f.LogGroupName} }

// These hang on nothing: others name them.

func (f *LogGroup) HangsOn(*Resource) []string      { return nil }
func (f *SecurityGroup) HangsOn(*Resource) []string { return nil }
func (f *TargetGroup) HangsOn(*Resource) []string   { return nil }
func (f *Function) HangsOn(*Resource) []string      { return nil }
func (f *Queue) HangsOn(*Resource) []string         { return nil }
func (f *Topic) HangsOn(*Resource) []string         { return nil }
func (f *Table) HangsOn(*Resource) []string         { return nil }
func (f *Bucket) HangsOn(*Resource) []string        { return nil }
func (f *Secret) HangsOn(*Resource) []string        { return nil }
func (f *Parameter) HangsOn(*Resource) []string     { return nil }
func (f *Repository) HangsOn(*Resource) []string    { return nil }
func (f *Image) HangsOn(*Resource) []string         { return nil }

// byTarget begins the names of alarms that target tracking makes, which nobody declares.
const byTarget = "TargetTracking-"

// twin is what r shares with others of which only the first matters; empty for none.
func (r *Resource) twin() string {
	f, ok := r.Facts.(Twinned)
	if !ok {
		return ""
	}
	kind := "declared"
	if strings.HasPrefix(r.Name, byTarget) {
		kind = "tracking"
	}
	return strings.Join([]string{r.Type, r.Account, r.Region, kind, f.Twin()}, "\x00")
}
