package drift

import (
	"slices"

	"asbuilt/finding"
	"asbuilt/model"
)

// What may come of each finding, which is what reports order causes by; what is not
// listed is none of these. Data that leaks from a store of personal data counts as
// exposed.

func harmOf(code string) finding.Harm {
	switch code {
	case codeOpen, codePublic, codeExposure, codeAuthorizer, codeWAF, codeNotEnforced, codeAllowList, CodeForbidden,
		codeShared:
		return finding.Exposed
	case CodeRefuted, CodeMissing, codeBlocked, codeServed, codeListener, codeSick, codeLinkDown, codeNotJoined,
		codeNotRunning, codeOff, codeExpired, codeExpires, codeStuck, codePrivateNames, codeLacks:
		return finding.Refused
	case codeNotEncrypted, codeTransit, codeTooLong, codeLiteral, codeKey, codeTLSPolicy,
		codeBackupRetention, codeNoPointInTime, codeNotCovered, codeDeletion, codeMultiAZ, codeReplicas, codeVersioning,
		codeRotation, codeRotationLate, codeSecret, codeRole, codeImage, codeMachineImage, codeUndeclaredPath,
		codeExceeds, codeTrust:
		return finding.Unprotected
	case codeNoAlarm, codeAlarmThreshold, codeSilent, codeTrailStopped, codeNoLogGroup, codeLogRetention,
		codeNoFlowLogs, codeNoDashboard, codeInsights, codeBudget, codeScan:
		return finding.Unnoticed
	}
	return finding.OtherHarm
}

// leaks are the codes by which others may read data, or by which it stays.
func leaks(code string) bool {
	return slices.Contains([]string{codeNotEncrypted, codeTransit, codeTooLong, codeLiteral, codeUndeclaredPath}, code)
}

// describe says of every finding what people call its subject, whose it is and what
// may come of it.
func (c *comparison) describe() {
	for _, f := range c.findings {
		f.Harm = harmOf(f.Code)
		e := c.about(f)
		if e != nil && leaks(f.Code) && c.personal(e) {
			f.Harm = finding.Exposed
		}
		if f.Verdict == finding.Unknown { // nothing of it has been seen
			f.Harm = finding.OtherHarm
		}
	}
}

// about names the subject of a finding; it returns the element whose module and owner
// it has, or nil.
func (c *comparison) about(f *finding.Finding) *model.Element {
	var e *model.Element
	switch {
	case c.model.Boundary(f.Subject) != nil:
		b := c.model.Boundary(f.Subject)
		f.ElementName = b.Title()
		f.Account, f.Region = b.Account(), b.Region()
	case c.model.Group(f.Subject) != nil:
		f.ElementName = c.model.Group(f.Subject).Title()
	case c.model.Connection(f.Subject) != nil:
		conn := c.model.Connection(f.Subject)
		from, to := c.titleOf(conn.From), c.titleOf(conn.To)
		f.ElementName = finding.Text{En: from.En + " → " + to.En, Ko: from.Ko + " → " + to.Ko}
		e = c.model.Element(conn.From.ID)
	default:
		if e = c.model.Element(f.Subject); e != nil {
			f.ElementName = e.Title()
		}
	}
	if e == nil {
		return nil
	}
	f.Account, f.Region = e.Boundary.Account(), e.Boundary.Region()
	f.Module, f.Owner = e.Module.ID, e.Owner.V
	if m := c.model.Module(e.Module.ID); m != nil && f.Owner == "" {
		f.Owner = m.Owner.V
	}
	return e
}

// titleOf is what people call an end of a connection.
func (c *comparison) titleOf(ref model.Ref) finding.Text {
	e := c.model.Element(ref.ID)
	if e == nil {
		return finding.Same(ref.String())
	}
	name := e.Title()
	if ref.Part != "" {
		return finding.Text{En: name.In(finding.English) + "/" + ref.Part, Ko: name.In(finding.Korean) + "/" + ref.Part}
	}
	return finding.Text{En: name.In(finding.English), Ko: name.In(finding.Korean)}
}

// personal reports whether an element holds data about people, or secrets of theirs.
func (c *comparison) personal(e *model.Element) bool {
	holds := func(r model.Ref) bool {
		class := c.model.DataClass(r.ID)
		return class != nil && (class.Sensitivity.V == "personal" || class.Sensitivity.V == "secret")
	}
	if slices.ContainsFunc(e.Holds, holds) || e.Operations != nil && e.Operations.Logs != nil &&
		slices.ContainsFunc(e.Operations.Logs.Holds, holds) {
		return true
	}
	return slices.ContainsFunc(e.Partitions, func(p *model.Partition) bool {
		return slices.ContainsFunc(p.Holds, holds)
	})
}
