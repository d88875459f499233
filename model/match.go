package model

// Match says how the AWS resource of an element, boundary or group is found.
// Without it, the tag asbuilt:element decides, then the exact name, then where it
// stands.
type Match struct {
	// None is set by `match: none`: the element has no counterpart that can be
	// matched; Because says why.
	None Bool
	ARN  String      `yaml:"arn" doc:"The ARN."`
	AWS  String      `yaml:"id" doc:"The identifier AWS gave it, such as vpc-0a1b."`
	Name String      `yaml:"name" doc:"Its name; * and ? are wildcards."`
	Tags []*KeyValue `yaml:"tags" as:"map" doc:"Tags it carries, all of them."`
}
