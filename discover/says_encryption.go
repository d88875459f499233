package discover

// How what is stored and what is sent is kept from others, and for how long one
// key does it.

// Encrypting is what stores something, encrypted or not.
type Encrypting interface {
	// EncryptedAtRest is how the resource's own facts say that it stores.
	EncryptedAtRest() Encryption
}

// Encryption is how something is stored.
type Encryption struct {
	On Reading[bool]
	// Key is the KMS key as AWS names it, by ARN, id or alias; empty for AWS's
	// own. It has no fact where AWS does not say with which key.
	Key Reading[string]
}

// encrypted is the encryption of what can be stored in the clear.
func encrypted(on bool, onFact, key, keyFact string) Encryption {
	return Encryption{On: said(on, onFact), Key: said(key, keyFact)}
}

// alwaysEncrypted is that of what AWS encrypts in any case, so that the key
// alone is somebody's choice, and the fact that names it says all there is.
func alwaysEncrypted(key, fact string) Encryption { return encrypted(true, fact, key, fact) }

// TLSRequiring is what can refuse clients that do not speak TLS, and says itself
// whether it does.
type TLSRequiring interface {
	// RequiresTLS says that it does, and by which readings: none where the type
	// knows nothing else.
	RequiresTLS() (required bool, by []Reading[any])
}

// TLSSetting is what requires TLS by a setting in a group of parameters, which
// is a resource of its own.
type TLSSetting interface {
	// TLSParameter is the setting.
	TLSParameter() GroupSetting
}

// GroupSetting is one setting in a group of parameters.
type GroupSetting struct {
	// By are the facts of its own that decide which setting it is.
	By []string
	// GroupType is the type of resource that the group is, and Group its name.
	GroupType string
	Group     Reading[string]
	Name      string
	// Default is what holds where the group does not have the setting: a group
	// lists only what was changed.
	Default string
}

// Parametrised is a group of parameters.
type Parametrised interface {
	// Settings are those that were changed, by name.
	Settings() Reading[map[string]string]
}

// Rotating is a secret or key that AWS can replace by itself.
type Rotating interface {
	// Rotation is whether, and how often.
	Rotation() Rotation
}

// Rotation is how something is replaced.
type Rotation struct {
	On Reading[bool]
	// Days is the interval; zero where AWS was told a schedule instead.
	Days Reading[int]
	// Able says that AWS can replace it at all; without a fact it always can.
	Able Reading[bool]
}
