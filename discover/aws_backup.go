package discover

import "strings"

var backupFamily = Family{
	Name: "AWS Backup",
	Operations: []Operation{
		{Name: "backup:ListBackupPlans", Always: "BackupPlansList", Page: 1000},
		{Name: "backup:GetBackupPlan", Always: "BackupPlan"},
		{Name: "backup:ListBackupSelections", Always: "BackupSelectionsList", Page: 1000},
		{Name: "backup:GetBackupSelection", Always: "BackupSelection"},
		{Name: "backup:ListBackupVaults", Always: "BackupVaultList", Page: 1000},
		{Name: "backup:ListTags", Always: "-"},
	},
	Types: []Type{
		{
			Name: "AWS::Backup::BackupPlan", Facts: facts[BackupPlan],
			Read: []string{"backup:ListBackupPlans", "backup:GetBackupPlan"}, Tagged: []string{"backup:ListTags"},
		},
		{
			Name: "AWS::Backup::BackupSelection", Facts: facts[BackupSelection],
			Read:   []string{"backup:ListBackupPlans", "backup:ListBackupSelections", "backup:GetBackupSelection"},
			Detail: true,
		},
		{
			Name: "AWS::Backup::BackupVault", Facts: facts[BackupVault],
			Read: []string{"backup:ListBackupVaults"}, Tagged: []string{"backup:ListTags"},
		},
	},
}

// BackupPlan says when backups are made and how long they stay.
//
//asked:as watcher
//asked:lacks Recording its rules run by themselves
//asked:lives BackupPlanRule.EnableContinuousBackup setting judged as backup
type BackupPlan struct {
	BackupPlanRule []BackupRule
}

// BackupRule is one schedule of a plan. Zero days stand for ever, or never.
type BackupRule struct {
	RuleName               string
	TargetBackupVault      string
	ScheduleExpression     string
	DeleteAfterDays        int
	MoveToColdStorageDays  int
	EnableContinuousBackup bool
	CopyToVaults           []string
}

// BackupSelection says what a plan covers: resources by ARN, with wildcards,
// and by tag.
type BackupSelection struct {
	BackupPlanId string
	Resources    []string
	NotResources []string `unjudged:"weighed"`
	// ListOfTags select resources that carry any of them.
	ListOfTags []BackupTag
	// StringEquals are conditions that all must hold.
	StringEquals []BackupTag `unjudged:"weighed"`
	// OtherConditions counts conditions of other kinds, which are not evaluated.
	OtherConditions int
}

// BackupTag is a tag that selects.
type BackupTag struct {
	ConditionKey   string
	ConditionValue string
}

// BackupVault is where backups are kept.
//
//asked:as store
//asked:lacks DeletionProtected it has a lock, which is not compared
//asked:lacks BackedUp it is the backup
type BackupVault struct {
	EncryptionKeyArn string
	Locked           bool `unjudged:"undeclared"`
}

func (f *BackupVault) EncryptedAtRest() Encryption {
	return alwaysEncrypted(f.EncryptionKeyArn, "EncryptionKeyArn")
}

// MadeByAWS goes by the name, which nobody else may use.
func (f *BackupVault) MadeByAWS(r *Resource) Reading[bool] {
	return said(r.Name == "Default" || strings.HasPrefix(r.Name, "aws/"), "")
}

func (f *BackupVault) Dimensions(r *Resource) []Dimension { return goesBy("BackupVaultName", r) }
