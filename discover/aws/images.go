package aws

import (
	"context"
	"maps"
	"slices"
	"time"

	"github.com/aws/aws-sdk-go-v2/service/ec2"
	"github.com/aws/aws-sdk-go-v2/service/ec2/types"

	"asbuilt/discover"
)

var imageCollectors = []collector{
	{calls: []string{
		"ec2:DescribeImages", "ec2:DescribeInstances", "ec2:DescribeLaunchTemplateVersions",
	}, collect: images},
}

// images reads the account's own, and by their ids those that its instances and
// templates start from. Without owners or ids AWS would answer with every image
// that there is.
func images(ctx context.Context, s *scan) {
	c := ec2.NewFromConfig(s.config)
	seen := map[string]bool{}
	take := func(out *ec2.DescribeImagesOutput) {
		for _, v := range out.Images {
			seen[val(v.ImageId)] = true
			image(s, v)
		}
	}
	each(ctx, s, c.DescribeImages, &ec2.DescribeImagesInput{Owners: []string{"self"}}, take)
	named := map[string]bool{}
	each(ctx, s, c.DescribeInstances, &ec2.DescribeInstancesInput{}, func(out *ec2.DescribeInstancesOutput) {
		for _, reservation := range out.Reservations {
			for _, v := range reservation.Instances {
				named[val(v.ImageId)] = true
			}
		}
	})
	defaults := &ec2.DescribeLaunchTemplateVersionsInput{Versions: []string{"$Default", "$Latest"}}
	each(ctx, s, c.DescribeLaunchTemplateVersions, defaults, func(out *ec2.DescribeLaunchTemplateVersionsOutput) {
		for _, v := range out.LaunchTemplateVersions {
			if v.LaunchTemplateData != nil {
				named[val(v.LaunchTemplateData.ImageId)] = true
			}
		}
	})
	foreign := slices.DeleteFunc(slices.Sorted(maps.Keys(named)), func(id string) bool { return id == "" || seen[id] })
	for some := range slices.Chunk(foreign, s.batch("ec2:DescribeImages")) {
		// A filter leaves out images that are gone; naming them would be an error.
		in := &ec2.DescribeImagesInput{
			Filters:           []types.Filter{{Name: ref("image-id"), Values: some}},
			IncludeDeprecated: ref(true),
		}
		each(ctx, s, c.DescribeImages, in, take)
	}
}

func image(s *scan, v types.Image) {
	facts := &discover.Image{
		OwnerId:         val(v.OwnerId),
		State:           string(v.State),
		CreationDate:    instant(val(v.CreationDate)),
		DeprecationTime: instant(val(v.DeprecationTime)),
		Public:          val(v.Public),
		Architecture:    string(v.Architecture),
		PlatformDetails: val(v.PlatformDetails),
		Encrypted:       len(v.BlockDeviceMappings) > 0,
	}
	untold := false
	for _, d := range v.BlockDeviceMappings {
		if d.Ebs != nil && !val(d.Ebs.Encrypted) {
			facts.Encrypted = false
			untold = untold || d.Ebs.Encrypted == nil
		}
	}
	arn := "arn:" + s.partition + ":ec2:" + s.region + "::image/" + val(v.ImageId)
	r := s.add(&discover.Resource{
		Type:  "AWS::EC2::Image",
		ID:    val(v.ImageId),
		ARN:   arn,
		Tags:  tagsOf(v.Tags),
		Facts: facts,
	})
	r.Name = firstOf(val(v.Name), r.Name)
	if untold {
		markUnknown(r, "Encrypted", "AWS does not say it of every snapshot")
	}
}

// instant is a moment as EC2 writes it.
func instant(text string) *time.Time {
	t, err := time.Parse(time.RFC3339, text)
	if err != nil {
		return nil
	}
	return moment(&t)
}
