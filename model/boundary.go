package model

import (
	"asbuilt/model/kind"
)

// Boundary is a place that things lie in. Boundaries form a tree by In.
type Boundary struct {
	Named
	Kind        Ref         `yaml:"kind" ref:"kind" req:"true" doc:"account, region, vpc, subnets, on-premises, external-cloud or internet."`
	Label       Text        `yaml:"name" doc:"What the place is called."`
	Description Text        `yaml:"description" doc:"What belongs here."`
	In          Ref         `yaml:"in" ref:"boundary" doc:"The place around it."`
	AWS         *AWSPlace   `yaml:"aws" doc:"The account or region that realises it."`
	CIDR        CIDR        `yaml:"cidr" doc:"Address block of a VPC."`
	PerZone     []*ZoneCIDR `yaml:"per_zone" as:"map" doc:"Address block of each subnet of a tier, by the letter of its Availability Zone."`
	Exposure    String      `yaml:"exposure" enum:"public,private,isolated" doc:"How a subnet tier reaches the internet, by its routes: both ways, out only through NAT, not at all."`
	Trust       Ref         `yaml:"trust" ref:"trust" doc:"Zone of trust; that of the place around it unless it says otherwise."`
	Owner       String      `yaml:"owner_account" pattern:"[0-9]{12}" doc:"Account that owns a VPC shared with this one."`
	FlowLogs    Bool        `yaml:"flow_logs" doc:"Whether VPC flow logs are recorded."`
	Match       *Match      `yaml:"match" doc:"How the AWS resource is found."`
	Decisions   []Cited     `yaml:"decisions" doc:"The decision records behind it: numbers, or paths below the folder of records."`
	Lifetime

	// Parent is the boundary named by In, or nil. The loader sets it.
	Parent *Boundary `yaml:"-"`
	kind   *kind.Kind
}

// AWSPlace names an account and a region of AWS.
type AWSPlace struct {
	Account String `yaml:"account" pattern:"[0-9]{12}" doc:"Account number, in quotes: twelve digits."`
	Region  String `yaml:"region" pattern:"[a-z]{2}(-[a-z]+)+-[0-9]" doc:"Region code, such as ap-northeast-2."`
}

// ZoneCIDR is the address block of a tier's subnet in one Availability Zone.
// Its ID is the zone's letter.
type ZoneCIDR struct {
	Named
	CIDR CIDR `yaml:"." doc:"Address block of the subnet."`
}
