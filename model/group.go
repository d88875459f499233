package model

import (
	"asbuilt/model/kind"
)

// Group is a set of elements that AWS knows by a name of its own.
type Group struct {
	Named
	Kind        Ref     `yaml:"kind" ref:"kind" req:"true" doc:"security-group, ecs-cluster, auto-scaling-group or target-group."`
	Label       Text    `yaml:"name" doc:"What the set is called."`
	Description Text    `yaml:"description" doc:"What its members have in common."`
	In          Ref     `yaml:"in" ref:"boundary" doc:"The place it lies in."`
	Insights    Bool    `yaml:"container_insights" doc:"Whether an ECS cluster records Container Insights."`
	Match       *Match  `yaml:"match" doc:"How the AWS resource is found."`
	Decisions   []Cited `yaml:"decisions" doc:"The decision records behind it: numbers, or paths below the folder of records."`
	Lifetime

	kind *kind.Kind
}
