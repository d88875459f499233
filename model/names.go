package model

import (
	"path"
	"strings"
)

// PinsName is the name of the file, beside the model's file main, that says where
// things stand in pictures: architecture.layout.yaml.
func PinsName(main string) string {
	return strings.TrimSuffix(main, path.Ext(main)) + ".layout.yaml"
}

// AcceptedName is the name of the file, beside the model's file main, with what is
// accepted: architecture.accepted.yaml.
func AcceptedName(main string) string {
	return strings.TrimSuffix(main, path.Ext(main)) + ".accepted.yaml"
}

func overlayName(main, env string) string {
	ext := path.Ext(main)
	return strings.TrimSuffix(main, ext) + "." + env + ext
}
