package discover

import "slices"

// Copied is a store that AWS keeps, and copies to others by itself, over lines of its own
// that no security group and no route decide about.
type Copied interface {
	// CopiedTo is whether a setting has r copied to another store, with the facts of both
	// that say so; none between stores of which no such setting is read.
	CopiedTo(r, to *Resource) (copied bool, by []FactRef)
}

// CopiedTo goes by the replicas that a database has.
//
// https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_ReadRepl.html
func (f *DBInstance) CopiedTo(r, to *Resource) (bool, []FactRef) {
	switch t := to.Facts.(type) {
	case *DBInstance:
		return slices.ContainsFunc(f.ReadReplicas, to.goesUnder), at(r, "ReadReplicas")
	case *DBCluster:
		return r.goesUnder(t.ReplicationSourceIdentifier), at(to, "ReplicationSourceIdentifier")
	}
	return false, nil
}

// CopiedTo goes by the global database that both are of, or by what is read from.
//
// https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/aurora-global-database.html
func (f *DBCluster) CopiedTo(r, to *Resource) (bool, []FactRef) {
	t, ok := to.Facts.(*DBCluster)
	if !ok {
		return false, nil
	}
	global := f.GlobalClusterIdentifier != "" && f.GlobalClusterIdentifier == t.GlobalClusterIdentifier
	return global || r.goesUnder(t.ReplicationSourceIdentifier), slices.Concat(
		at(to, "ReplicationSourceIdentifier"), at(r, "GlobalClusterIdentifier"), at(to, "GlobalClusterIdentifier"))
}

// CopiedTo goes by the Regions of a global table, all of whose copies have one name.
//
// https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/GlobalTables.html
func (f *Table) CopiedTo(r, to *Resource) (bool, []FactRef) {
	if _, ok := to.Facts.(*Table); !ok {
		return false, nil
	}
	return r.Name == to.Name && r.Region != to.Region && slices.Contains(f.ReplicaRegions, to.Region),
		at(r, "ReplicaRegions")
}

// Of these nobody reads where they are copied to.

func (f *Bucket) CopiedTo(_, _ *Resource) (bool, []FactRef)           { return false, nil }
func (f *ReplicationGroup) CopiedTo(_, _ *Resource) (bool, []FactRef) { return false, nil }
func (f *FileSystem) CopiedTo(_, _ *Resource) (bool, []FactRef)       { return false, nil }
func (f *Repository) CopiedTo(_, _ *Resource) (bool, []FactRef)       { return false, nil }
func (f *Secret) CopiedTo(_, _ *Resource) (bool, []FactRef)           { return false, nil }

// goesUnder reports whether a name is the id or the ARN of r.
func (r *Resource) goesUnder(name string) bool { return name != "" && (name == r.ID || name == r.ARN) }
