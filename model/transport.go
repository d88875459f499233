package model

import "asbuilt/model/kind"

// Transport says whether what goes over the connection is encrypted on the way,
// and whether that is known: a model that does not say leaves it open. AWS
// carries its own events (rules, redrives, mappings that poll a queue) over TLS
// alone, so that of these it is known without a word, unless they leave AWS or
// are polled from inside a VPC.
func (m *Model) Transport(c *Connection) (encrypted, known bool) {
	if c.TLS.IsSet() {
		return c.TLS.V, true
	}
	from, to := m.Element(c.From.ID), m.Element(c.To.ID)
	if from == nil || to == nil || c.Event == nil || !c.Event.By.IsSet() {
		return false, false
	}
	carried := m.runByAWS(from) && m.runByAWS(to) && from.Boundary.Around(kind.VPC) == nil
	return carried, carried
}

// Protection says whether the connection is known to lack protection (bare: no
// encryption, or no proof of who opens it), and whether the model leaves one of
// the two unsaid (open). What AWS carries between its own services it also signs.
func (m *Model) Protection(c *Connection) (bare, open bool) {
	encrypted, known := m.Transport(c)
	signed := encrypted && c.Event != nil && c.Event.By.IsSet()
	return known && !encrypted || c.Auth.V == "none", !known || !c.Auth.IsSet() && !signed
}

// runByAWS reports whether an element is a resource of AWS.
func (m *Model) runByAWS(e *Element) bool {
	k := m.Kind(e.Kind.ID)
	return k != nil && len(k.AWS) > 0 && !k.Has(kind.OfOthers)
}
