package main

import (
	"os"
	"strconv"
	"strings"
	"testing"

	"asbuilt/internal/golden"
	"asbuilt/internal/nightly"
)

const ratchetFile = "testdata/ratchet.md"

// TestRatchet holds what make pictures prints to what it printed once, in the
// file beside this test. A figure that does not meet its goal may only get better;
// with -update the file takes that over. Where one has to get worse for the sake of
// something else, make pictures writes the file, and the message of the commit
// gives the reason.
func TestRatchet(t *testing.T) {
	kept := readTable(t, ratchetFile)
	systems, err := subjects("../..")
	if err != nil {
		t.Fatal(err)
	}
	moving := map[string]bool{} // the systems whose edits are drawn as well
	for _, s := range nightly.Of(systems, 4) {
		moving[s.id] = true
	}
	var rows []Row
	for _, s := range systems {
		d, err := draw(s.id, s.m)
		if err != nil {
			t.Fatal(err)
		}
		row := d.row()
		was := kept[s.id]
		if moving[s.id] || golden.Update() && was == nil {
			if err := row.move(s, 2); err != nil {
				t.Fatal(err)
			}
		} else if was != nil {
			row.Moved, row.Flipped, row.Pinned = was["moved %"], was["flips %"], was["pinned %"]
		}
		rows = append(rows, row)
		if was == nil && !golden.Update() {
			t.Errorf("%s is not in %s; run the test with -update", s.id, ratchetFile)
			continue
		}
		for i, now := range row.cells() {
			if name := columns[i]; was != nil && worse(name, was[name], now) {
				t.Errorf("%s: %s was %s and is %s", s.id, name, figure(name, was[name]), figure(name, now))
			}
		}
	}
	if golden.Update() && !t.Failed() {
		if err := os.WriteFile(ratchetFile, []byte(table(rows)), 0o644); err != nil {
			t.Fatal(err)
		}
	}
}

// worse reports whether a figure is worse than it was, as far as the table shows,
// and worse than it should be.
func worse(name string, was, now float64) bool {
	const shown = 0.06
	g, measured := goals[name]
	switch {
	case !measured:
		return false
	case g.more:
		return now < was-shown && now < g.figure
	}
	return now > was+shown && now > g.figure
}

// readTable reads a table that table wrote: the figures by system and column.
func readTable(t *testing.T, name string) map[string]map[string]float64 {
	t.Helper()
	text, err := os.ReadFile(name)
	if err != nil {
		if golden.Update() {
			return nil
		}
		t.Fatal(err)
	}
	all := map[string]map[string]float64{}
	for i, line := range strings.Split(strings.TrimSpace(string(text)), "\n") {
		cells := strings.Split(strings.Trim(line, "|"), "|")
		if i < 2 {
			continue
		}
		if len(cells) != len(columns)+1 {
			t.Fatalf("%s:%d has %d cells", name, i+1, len(cells))
		}
		row := map[string]float64{}
		for k, cell := range cells[1:] {
			if row[columns[k]], err = strconv.ParseFloat(strings.TrimSpace(cell), 64); err != nil {
				t.Fatalf("%s:%d: %v", name, i+1, err)
			}
		}
		all[strings.TrimSpace(cells[0])] = row
	}
	return all
}
