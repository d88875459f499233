// Package snapcase reads the short form of snapshots that test cases are
// written in: a list of resources that say only what matters to the case.
package snapcase

import (
	"bytes"
	"encoding/json"
	"strings"
	"testing"

	"asbuilt/discover"
)

// Where the resources of a case lie unless they say otherwise.
const (
	Account = "210987654321"
	Region  = "ap-northeast-2"
)

// Snapshot is the snapshot of a JSON list of resources, each with its type,
// id, name and facts. What else a resource has is made up from them: its ARN is
// "arn:" and its id. Every cell is OK but those of the denied operations.
func Snapshot(t *testing.T, resources []byte, denied ...string) *discover.Snapshot {
	t.Helper()
	var list []map[string]any
	if err := json.Unmarshal(resources, &list); err != nil {
		t.Fatalf("the case's snapshot: %v", err)
	}
	for _, r := range list {
		id, _ := r["id"].(string)
		missing(r, "arn", "arn:"+id)
		missing(r, "name", id)
		missing(r, "account", Account)
		missing(r, "region", Region)
		missing(r, "facts", map[string]any{})
	}
	file := map[string]any{"version": discover.Version, "taken": "2026-11-20T03:00:00Z", "cells": cells(denied), "resources": list}
	data, err := json.Marshal(file)
	if err != nil {
		t.Fatal(err)
	}
	var sealed bytes.Buffer
	if err := discover.Seal(&sealed, bytes.NewReader(data)); err != nil {
		t.Fatalf("the case's snapshot: %v", err)
	}
	s, err := discover.Read(&sealed)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func missing(r map[string]any, key string, value any) {
	if _, ok := r[key]; !ok {
		r[key] = value
	}
}

func cells(denied []string) []discover.Cell {
	var cells []discover.Cell
	for _, o := range discover.Operations() {
		c := discover.Cell{Account: Account, Region: Region, Operation: o.Name, Status: discover.OK}
		if o.Global {
			c.Region = discover.Global
		}
		if strings.Contains(" "+strings.Join(denied, " ")+" ", " "+o.Name+" ") {
			c.Status, c.Reason = discover.Denied, "by the case"
		}
		cells = append(cells, c)
	}
	return cells
}
