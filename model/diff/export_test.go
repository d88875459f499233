package diff

// SecurityKeys are the keys that concern security.
func SecurityKeys() []string { return securityKeys() }
