package drift

import (
	"asbuilt/discover"
	"asbuilt/finding"
)

// unreadPlaces gives what could not be verified in an account, or in a region of one, of
// which nothing at all could be read, one cause: that.
func (c *comparison) unreadPlaces() {
	read, why := map[[2]string]bool{}, map[[2]string]string{}
	for _, cell := range c.at.Snapshot.Cells {
		for _, place := range [][2]string{{cell.Account}, {cell.Account, cell.Region}} {
			read[place] = read[place] || cell.Status == discover.OK
			if _, said := why[place]; !said {
				why[place] = cell.Reason
			}
		}
	}
	for _, f := range c.findings {
		if f.Verdict != finding.Unknown || f.Unread == "" {
			continue
		}
		account := [2]string{f.UnreadAccount}
		region := [2]string{f.UnreadAccount, f.UnreadRegion}
		switch reason, known := why[account]; {
		case known && !read[account]:
			f.Cause, f.Follows = finding.Cause{Resource: f.UnreadAccount}, true
			f.Because = finding.Say("nothing of account %s could be read: %s", "계정 %s을(를) 전혀 읽지 못했습니다: %s",
				f.UnreadAccount, reason)
		case known && !read[region] && why[region] != "":
			f.Cause, f.Follows = finding.Cause{Resource: f.UnreadAccount + "/" + f.UnreadRegion}, true
			f.Because = finding.Say("nothing of %s in account %s could be read: %s",
				"계정 %[2]s의 %[1]s을(를) 전혀 읽지 못했습니다: %[3]s", f.UnreadRegion, f.UnreadAccount, why[region])
		}
	}
}
