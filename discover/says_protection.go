package discover

// What keeps a store alive, and brings back what was lost.

// DeletionProtected is what AWS can be told not to delete.
type DeletionProtected interface {
	// ProtectedFromDeletion says that AWS refuses to delete it.
	ProtectedFromDeletion() Reading[bool]
}

// ZoneSpanning is what can survive the loss of a zone, if it is told to.
type ZoneSpanning interface {
	// SpansZones says that another zone takes over when its own is lost.
	SpansZones() Reading[bool]
}

// Replicated is what may have copies that can be read.
type Replicated interface {
	// Copies is how many there are besides the one that is written to.
	Copies() Reading[int]
}

// BackedUp is what makes backups of itself, without a plan of AWS Backup.
type BackedUp interface {
	// BackupDays is for how many days it keeps them; zero makes none.
	BackupDays() Reading[int]
}

// Rewinding is what can be restored as it was at any moment of some days.
type Rewinding interface {
	// Rewinds says that it can.
	Rewinds() Reading[bool]
	// RewindDays is how far back it can go.
	RewindDays() Reading[int]
}
