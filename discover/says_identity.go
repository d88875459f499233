package discover

// What tells a resource from others of its type, beside its name.

// Sole is a type of which AWS, or the way systems are built, leaves one in a
// place, so that standing there tells it from all others: people often give it no
// name.
type Sole interface {
	// SoleIn is what it is the only one in, as the model can name it: a VPC by id,
	// a cluster by ARN. No fact stands for the account and region that it lies in.
	SoleIn() Reading[string]
}

// soleIn is the first of what something may be in one of.
func soleIn(in []string, fact string) Reading[string] {
	if len(in) == 0 {
		return said("", fact)
	}
	return said(in[0], fact)
}

// Varied is a type of AWS that people think of as several: an interface endpoint
// and a gateway endpoint, databases by their engines.
type Varied interface {
	// Variant is AWS's word for which of them it is.
	Variant() Reading[string]
}

// Acting is what calls AWS by itself, in the name of a role.
type Acting interface {
	// ActsAs is that role, by ARN; empty for none.
	ActsAs() Reading[string]
}

func (f *Function) ActsAs() Reading[string]       { return said(f.Role, "Role") }
func (f *TaskDefinition) ActsAs() Reading[string] { return said(f.TaskRoleArn, "TaskRoleArn") }
func (f *StateMachine) ActsAs() Reading[string]   { return said(f.RoleArn, "RoleArn") }
func (f *AppService) ActsAs() Reading[string]     { return said(f.InstanceRoleArn, "InstanceRoleArn") }
func (f *BuildProject) ActsAs() Reading[string]   { return said(f.ServiceRole, "ServiceRole") }
func (f *Pipeline) ActsAs() Reading[string]       { return said(f.RoleArn, "RoleArn") }
func (f *Notebook) ActsAs() Reading[string]       { return said(f.RoleArn, "RoleArn") }
