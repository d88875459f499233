package cmd

import (
	"io"
	"strings"

	"asbuilt/finding"
	"asbuilt/finding/plain"
	"asbuilt/model/sense"
)

// writeCoverage says how much a model says: for each element the facts that it states,
// and those that are worth stating.
func writeCoverage(w io.Writer, c *sense.Coverage, lang finding.Lang) error {
	rows := [][]string{{
		finding.Both("ELEMENT", "요소").In(lang), finding.Both("KIND", "종류").In(lang),
		finding.Both("SAID", "적은 속성").In(lang), finding.Both("WORTH SAYING", "적을 만한 속성").In(lang),
	}}
	none := finding.Both("–", "–").In(lang)
	words := func(all []string) string {
		if len(all) == 0 {
			return none
		}
		return strings.Join(all, ", ")
	}
	for _, e := range c.Of {
		rows = append(rows, []string{e.ID, e.Kind, words(e.Declared), words(e.Worth)})
	}
	if len(rows) > 1 {
		if _, err := io.WriteString(w, aligned(rows, 3, terminalWidth(w))+"\n"); err != nil {
			return err
		}
	}
	for _, line := range []finding.Text{
		finding.Say("%d of %d facts that are compared with AWS are said",
			"AWS와 대조하는 속성 %[2]d개 가운데 %[1]d개를 적었습니다",
			c.Declared, c.Facts),
		finding.Say("%d of %d elements of AWS say where they run",
			"AWS 요소 %[2]d개 가운데 %[1]d개가 위치를 적었습니다",
			c.Placed, c.Elements),
		finding.Say("of %d connections %d say tls, %d auth, %d a port",
			"연결 %d개 가운데 tls %d개, auth %d개, port %d개를 적었습니다",
			c.Connections, c.TLS, c.Auth, c.Ports),
		finding.Say("%d of %d tiers say how the internet reaches them",
			"계층 %[2]d개 가운데 %[1]d개가 노출을 적었습니다",
			c.Exposed, c.Tiers),
		finding.Say("what is not said is not judged", "적지 않은 것은 판단하지 않습니다"),
	} {
		if _, err := plain.Fprintln(w, line.In(lang)); err != nil {
			return err
		}
	}
	return nil
}
