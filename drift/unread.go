package drift

import (
	"asbuilt/discover"
	"asbuilt/finding"
)

// seen is what was read of a part of a snapshot.
type seen struct {
	read bool
	// why is the first reason why something was not read.
	why string
	// accounts are those that have such a part.
	accounts map[string]bool
}

// unreadPlaces gives what could not be verified where nothing at all could be read one
// cause: that. It is an account, a region of one, or a region of all that have it.
func (c *comparison) unreadPlaces() {
	places := map[[2]string]*seen{} // by account and region, or one of them
	for _, cell := range c.at.Snapshot.Cells {
		for _, at := range [][2]string{{cell.Account}, {cell.Account, cell.Region}, {"", cell.Region}} {
			p := places[at]
			if p == nil {
				p = &seen{why: cell.Reason, accounts: map[string]bool{}}
				places[at] = p
			}
			p.read = p.read || cell.Status == discover.OK
			p.accounts[cell.Account] = true
		}
	}
	unread := func(account, region string) *seen {
		if p := places[[2]string{account, region}]; p != nil && !p.read && (region == "" || p.why != "") {
			return p
		}
		return nil
	}
	for _, f := range c.findings {
		if f.Verdict != finding.Unknown || f.Unread == "" {
			continue
		}
		account, region := f.UnreadAccount, f.UnreadRegion
		whole, everywhere, here := unread(account, ""), unread("", region), unread(account, region)
		switch {
		case whole != nil:
			f.Cause, f.Follows = finding.Cause{Resource: account}, true
			f.Because = finding.Say("nothing of account %s could be read: %s", "계정 %s을(를) 전혀 읽지 못했습니다: %s",
				account, whole.why)
		case everywhere != nil && region != discover.Global && len(everywhere.accounts) > 1:
			f.Cause, f.Follows = finding.Cause{Resource: region}, true
			f.Because = finding.Say("nothing of %s could be read in any of %d accounts: %s",
				"계정 %[2]d개 모두에서 %[1]s을(를) 전혀 읽지 못했습니다: %[3]s", region, len(everywhere.accounts), everywhere.why)
		case here != nil:
			f.Cause, f.Follows = finding.Cause{Resource: account + "/" + region}, true
			f.Because = finding.Say("nothing of %s in account %s could be read: %s",
				"계정 %[2]s의 %[1]s을(를) 전혀 읽지 못했습니다: %[3]s", region, account, here.why)
		}
	}
}
