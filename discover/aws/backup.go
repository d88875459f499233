package aws

import (
	"context"
	"strings"

	"github.com/aws/aws-sdk-go-v2/service/backup"
	"github.com/aws/aws-sdk-go-v2/service/backup/types"

	"asbuilt/discover"
)

var backupCollectors = []collector{
	{calls: []string{
		"backup:ListBackupPlans", "backup:GetBackupPlan", "backup:ListBackupSelections", "backup:GetBackupSelection",
		"backup:ListTags",
	}, collect: backupPlans},
	{calls: []string{"backup:ListBackupVaults", "backup:ListTags"}, collect: backupVaults},
}

func backupPlans(ctx context.Context, s *scan) {
	c := backup.NewFromConfig(s.config)
	var found []*discover.Resource
	each(ctx, s, c.ListBackupPlans, &backup.ListBackupPlansInput{}, func(out *backup.ListBackupPlansOutput) {
		for _, v := range out.BackupPlansList {
			found = append(found, s.add(&discover.Resource{
				Type:  "AWS::Backup::BackupPlan",
				ID:    val(v.BackupPlanId),
				ARN:   val(v.BackupPlanArn),
				Name:  val(v.BackupPlanName),
				Facts: &discover.BackupPlan{},
			}))
		}
	})
	forEach(found, func(r *discover.Resource) {
		facts := r.Facts.(*discover.BackupPlan)
		ask(ctx, s, r, c.GetBackupPlan, &backup.GetBackupPlanInput{BackupPlanId: &r.ID},
			func(out *backup.GetBackupPlanOutput) {
				if out.BackupPlan != nil {
					for _, v := range out.BackupPlan.Rules {
						facts.BackupPlanRule = append(facts.BackupPlanRule, backupRule(v))
					}
				}
			})
		backupTags(ctx, s, c, r)
		backupSelections(ctx, s, c, r)
	})
}

func backupRule(v types.BackupRule) discover.BackupRule {
	out := discover.BackupRule{
		RuleName:               val(v.RuleName),
		TargetBackupVault:      val(v.TargetBackupVaultName),
		ScheduleExpression:     val(v.ScheduleExpression),
		EnableContinuousBackup: val(v.EnableContinuousBackup),
		CopyToVaults: pluck(v.CopyActions, func(a types.CopyAction) string {
			return val(a.DestinationBackupVaultArn)
		}),
	}
	if l := v.Lifecycle; l != nil {
		out.DeleteAfterDays, out.MoveToColdStorageDays = num(l.DeleteAfterDays), num(l.MoveToColdStorageAfterDays)
	}
	return out
}

func backupTags(ctx context.Context, s *scan, c *backup.Client, r *discover.Resource) {
	ask(ctx, s, r, c.ListTags, &backup.ListTagsInput{ResourceArn: &r.ARN}, func(out *backup.ListTagsOutput) {
		r.Tags = tagMap(out.Tags)
	})
}

func backupSelections(ctx context.Context, s *scan, c *backup.Client, plan *discover.Resource) {
	each(ctx, s, c.ListBackupSelections, &backup.ListBackupSelectionsInput{BackupPlanId: &plan.ID},
		func(out *backup.ListBackupSelectionsOutput) {
			for _, v := range out.BackupSelectionsList {
				facts := &discover.BackupSelection{BackupPlanId: plan.ID}
				r := s.add(&discover.Resource{
					Type:  "AWS::Backup::BackupSelection",
					ID:    plan.ID + "|" + val(v.SelectionId),
					Name:  val(v.SelectionName),
					Facts: facts,
				})
				in := &backup.GetBackupSelectionInput{BackupPlanId: &plan.ID, SelectionId: v.SelectionId}
				ask(ctx, s, r, c.GetBackupSelection, in, func(out *backup.GetBackupSelectionOutput) {
					if out.BackupSelection != nil {
						fillSelection(facts, out.BackupSelection)
					}
				})
			}
		})
}

func fillSelection(facts *discover.BackupSelection, v *types.BackupSelection) {
	facts.Resources, facts.NotResources = v.Resources, v.NotResources
	for _, t := range v.ListOfTags {
		facts.ListOfTags = append(facts.ListOfTags, discover.BackupTag{
			ConditionKey:   val(t.ConditionKey),
			ConditionValue: val(t.ConditionValue),
		})
	}
	if c := v.Conditions; c != nil {
		for _, t := range c.StringEquals {
			key := strings.TrimPrefix(val(t.ConditionKey), "aws:ResourceTag/")
			facts.StringEquals = append(facts.StringEquals, discover.BackupTag{
				ConditionKey:   key,
				ConditionValue: val(t.ConditionValue),
			})
		}
		facts.OtherConditions = len(c.StringLike) + len(c.StringNotEquals) + len(c.StringNotLike)
	}
}

func backupVaults(ctx context.Context, s *scan) {
	c := backup.NewFromConfig(s.config)
	var found []*discover.Resource
	each(ctx, s, c.ListBackupVaults, &backup.ListBackupVaultsInput{}, func(out *backup.ListBackupVaultsOutput) {
		for _, v := range out.BackupVaultList {
			found = append(found, s.add(&discover.Resource{
				Type:  "AWS::Backup::BackupVault",
				ID:    val(v.BackupVaultName),
				ARN:   val(v.BackupVaultArn),
				Name:  val(v.BackupVaultName),
				Facts: &discover.BackupVault{EncryptionKeyArn: val(v.EncryptionKeyArn), Locked: val(v.Locked)},
			}))
		}
	})
	forEach(found, func(r *discover.Resource) { backupTags(ctx, s, c, r) })
}
