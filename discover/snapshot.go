// Package discover holds an inventory of what was running on AWS at one
// moment: a [Snapshot], as plain typed data with one stable JSON form.
//
// It talks to nobody and links no SDK; package discover/aws takes snapshots.
// It declares what taking one needs, though, as data: every AWS family has one
// file with its facts, its resource types and the operations they come from,
// and the IAM policy, the limiter and the documentation are made from those.
//
//	snap, err := discover.Read(file)
//	at := discover.NewIndex(snap)
//	for _, r := range at.Type("AWS::RDS::DBInstance") {
//		db := r.Facts.(*discover.DBInstance)
//		…
//	}
//
// A fact is only worth something when [Index.Missing] says nothing about it.
package discover

import (
	"cmp"
	"iter"
	"slices"
	"strings"
	"time"
)

// Version is the newest snapshot format that this program reads, and the one
// it writes.
const Version = 2

// Global is the region of cells and resources that belong to no region.
const Global = "global"

// Snapshot is what was found at one moment, and where nothing could be seen.
// Cells and resources are sorted in what [Read] returns and [Write] writes.
type Snapshot struct {
	// Taken is the moment of the snapshot, in UTC.
	Taken time.Time
	// Format is the version of the file that [Read] read; zero for a snapshot that
	// was never in one.
	Format    int
	Cells     []Cell
	Resources []*Resource
	// Aside is what [Sift] did not keep in memory; nil where Resources are all.
	Aside *Aside
	// SHA256 is the hash that [Read] verified, in hexadecimal; empty for a
	// snapshot that was never in a file.
	SHA256 string
}

// Cell says how one operation went in one account and region. What depends on
// a cell that is not OK, or not there, is unknown; it is never missing.
type Cell struct {
	Account string `json:"account"`
	// Region is a region code, or [Global].
	Region string `json:"region"`
	// Operation is the name of an [Operation]: "ecs:DescribeServices".
	Operation string `json:"operation"`
	Status    Status `json:"status"`
	// Reason says in a line why the status is not OK: who denied, which limit.
	Reason string `json:"reason"`
}

// String names the cell and its status, as reports do:
// "s3:GetBucketPolicy in 210987654321/ap-northeast-2: denied (…)".
func (c Cell) String() string {
	s := c.Operation + " in " + c.Account + "/" + c.Region + ": " + string(c.Status)
	if c.Reason != "" {
		s += " (" + c.Reason + ")"
	}
	return s
}

func (c Cell) compare(d Cell) int {
	return cmp.Or(
		cmp.Compare(c.Account, d.Account),
		cmp.Compare(c.Region, d.Region),
		cmp.Compare(c.Operation, d.Operation),
	)
}

// Status is how an operation went.
type Status string

// The statuses of a cell. Only OK means that what is not there does not exist.
const (
	OK             Status = "ok"
	Denied         Status = "denied"          // by identity, SCP, boundary or resource policy
	RegionOff      Status = "region-off"      // the account has not enabled the region
	ServiceRetired Status = "service-retired" // AWS no longer answers for the service
	ThrottledOut   Status = "throttled-out"   // retries ended before AWS let the call through
	Timeout        Status = "timeout"         // the time for the cell ran out
	Truncated      Status = "truncated"       // pages were left unread
	Failed         Status = "failed"          // any other error
	Cancelled      Status = "cancelled"       // the run was ended before the cell was done
)

// NotRead is the status of a cell that a snapshot does not have. It is never
// written.
const NotRead Status = "not read"

func (s Status) known() bool {
	switch s {
	case OK, Denied, RegionOff, ServiceRetired, ThrottledOut, Timeout, Truncated, Failed, Cancelled:
		return true
	}
	return false
}

// Resource is one thing that AWS runs.
type Resource struct {
	// Type is CloudFormation's name: "AWS::ECS::Service".
	Type string
	// ARN is empty for the few things that have none.
	ARN string
	// ID is what AWS calls it in its own API: "vpc-0a1b…", a cluster/service path, a bucket name.
	ID      string
	Account string
	// Region is a region code, or [Global].
	Region string
	// Name is its own name where it has one, else its Name tag.
	Name string
	Tags map[string]string
	// Facts points to the struct that [Lookup] names for Type.
	Facts any
	// Unknown gives, for each fact that was not read of this resource, the reason:
	// by its name, or for a part of a fact by its path, "Routes.TransitGatewayId".
	// Such a fact holds no value, and what holds none and is not here was read and
	// is empty. Ask by [Index.Missing], which knows the cells, too.
	Unknown map[string]string
	// Lacking are facts that single entries of a list do not have, while others may: by
	// path, with the number of the entry, "Routes.[3].State". They are unknown of the
	// list, and when it is written again they are left out of those entries alone.
	Lacking []string
}

// Ref is the ARN, or where there is none type and id: enough to find it again.
func (r *Resource) Ref() string {
	if r.ARN != "" {
		return r.ARN
	}
	return r.Type + " " + r.ID
}

// partition is the part of AWS that it is in, such as "aws-cn": "aws" where its ARN does
// not say (docs.aws.amazon.com/IAM/latest/UserGuide/reference-arns.html).
func (r *Resource) partition() string {
	if parts := strings.SplitN(r.ARN, ":", 3); len(parts) == 3 && strings.HasPrefix(parts[1], "aws") {
		return parts[1]
	}
	return "aws"
}

// lacks are the paths of Lacking, without entries.
func (r *Resource) lacks() map[string]bool {
	if len(r.Lacking) == 0 {
		return nil
	}
	paths := map[string]bool{}
	for _, path := range r.Lacking {
		paths[outOfLists(path)] = true
	}
	return paths
}

// Compare orders resources as snapshots hold them.
func (r *Resource) Compare(o *Resource) int { return r.compare(o) }

func (r *Resource) compare(o *Resource) int {
	return cmp.Or(r.compareKey(o), cmp.Compare(r.ARN, o.ARN))
}

// compareKey orders resources by what tells them apart in their account.
func (r *Resource) compareKey(o *Resource) int {
	return cmp.Or(cmp.Compare(r.Type, o.Type), cmp.Compare(r.Account, o.Account), cmp.Compare(r.Region, o.Region),
		cmp.Compare(r.ID, o.ID))
}

// All are all resources in the order of a snapshot, those that were put aside made anew.
func (s *Snapshot) All() iter.Seq[*Resource] {
	return func(yield func(*Resource) bool) {
		here := slices.Clone(s.Resources)
		slices.SortStableFunc(here, (*Resource).compare)
		for r := range s.Aside.Of(func(string, bool) bool { return true }) {
			for len(here) > 0 && here[0].compare(r) < 0 {
				if !yield(here[0]) {
					return
				}
				here = here[1:]
			}
			if !yield(r) {
				return
			}
		}
		for _, r := range here {
			if !yield(r) {
				return
			}
		}
	}
}
