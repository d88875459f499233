package aws

import (
	"context"

	"github.com/aws/aws-sdk-go-v2/service/efs"

	"asbuilt/discover"
)

var efsCollectors = []collector{
	{calls: []string{
		"elasticfilesystem:DescribeFileSystems", "elasticfilesystem:DescribeMountTargets",
		"elasticfilesystem:DescribeBackupPolicy", "elasticfilesystem:DescribeLifecycleConfiguration",
	}, collect: fileSystems},
}

func fileSystems(ctx context.Context, s *scan) {
	c := efs.NewFromConfig(s.config)
	var found []*discover.Resource
	each(ctx, s, c.DescribeFileSystems, &efs.DescribeFileSystemsInput{}, func(out *efs.DescribeFileSystemsOutput) {
		for _, v := range out.FileSystems {
			r := s.add(&discover.Resource{
				Type: "AWS::EFS::FileSystem", ID: val(v.FileSystemId), ARN: val(v.FileSystemArn), Tags: tagsOf(v.Tags),
				Facts: &discover.FileSystem{
					LifeCycleState: string(v.LifeCycleState), Encrypted: val(v.Encrypted), KmsKeyId: val(v.KmsKeyId),
					PerformanceMode: string(v.PerformanceMode), ThroughputMode: string(v.ThroughputMode),
				},
			})
			r.Name = firstOf(val(v.Name), r.Name)
			found = append(found, r)
		}
	})
	forEach(found, func(r *discover.Resource) {
		facts := r.Facts.(*discover.FileSystem)
		ask(ctx, s, r, c.DescribeMountTargets, &efs.DescribeMountTargetsInput{FileSystemId: &r.ID},
			func(out *efs.DescribeMountTargetsOutput) {
				for _, m := range out.MountTargets {
					facts.SubnetIds = append(facts.SubnetIds, val(m.SubnetId))
				}
			})
		ask(ctx, s, r, c.DescribeBackupPolicy, &efs.DescribeBackupPolicyInput{FileSystemId: &r.ID},
			func(out *efs.DescribeBackupPolicyOutput) {
				if out.BackupPolicy != nil {
					facts.BackupStatus = string(out.BackupPolicy.Status)
				}
			}, "PolicyNotFound")
		ask(ctx, s, r, c.DescribeLifecycleConfiguration, &efs.DescribeLifecycleConfigurationInput{FileSystemId: &r.ID},
			func(out *efs.DescribeLifecycleConfigurationOutput) {
				for _, p := range out.LifecyclePolicies {
					facts.TransitionToIA = firstOf(facts.TransitionToIA, string(p.TransitionToIA))
				}
			})
	})
}
