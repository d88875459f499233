package drift

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"asbuilt/discover"
	"asbuilt/finding"
	"asbuilt/model"
)

// Images: tasks run images of the registry that the model names, and the
// registry treats them as it says.

const (
	// https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task_definition_parameters.html
	codeImage = "image-source-differs"
	// https://docs.aws.amazon.com/AmazonECR/latest/userguide/image-scanning.html
	codeScan = "scan-on-push-differs"
	// https://docs.aws.amazon.com/AmazonECR/latest/userguide/image-tag-mutability.html
	codeImmutable = "tag-mutability-differs"
	// https://docs.aws.amazon.com/AmazonECR/latest/userguide/LifecyclePolicies.html
	codeImagesKept = "images-kept-differ"
	// https://docs.aws.amazon.com/AmazonECS/latest/developerguide/deployment-type-ecs.html
	codeMixedImages = "images-differ"
)

func imageRules() finding.Rules {
	return finding.Rules{
		{Code: codeImage, Severity: finding.Error},
		{Code: codeScan, Severity: finding.Warning},
		{Code: codeImmutable, Severity: finding.Warning},
		{Code: codeImagesKept, Severity: finding.Warning},
		{Code: codeMixedImages, Severity: finding.Warning},
	}
}

func checkImages(s *subject) {
	if f, ok := s.resource.Facts.(*discover.ECSService); ok && s.element != nil {
		s.checkSameImages(f)
	}
	s.eachTask(func(want *model.Task, task *discover.Resource, facts []fact) {
		if task == nil {
			return // checkTask says so
		}
		f := task.Facts.(*discover.TaskDefinition)
		for _, c := range want.Containers {
			if at, i := container(f, c.ID); at != nil && c.Image.IsSet() {
				s.checkImage(c, at.Image, append(facts, s.ofContainer(task, i, at.Name+" "+at.Image, "Image")))
			}
		}
	})
	if repository, ok := s.resource.Facts.(*discover.Repository); ok && s.element != nil && s.element.Images != nil {
		s.checkRepository(repository)
	}
}

// checkSameImages finds tasks of one revision that were started from different images:
// the tag was pushed anew between them, so that which program runs is a matter of when
// a task was started. Tasks of other revisions are on their way out.
func (s *subject) checkSameImages(f *discover.ECSService) {
	digests := map[string][]string{}
	for _, i := range f.RunningImages {
		if i.TaskDefinition == f.TaskDefinition && !slices.Contains(digests[i.Image], i.ImageDigest) {
			digests[i.Image] = append(digests[i.Image], i.ImageDigest)
		}
	}
	var mixed []string
	for _, image := range slices.Sorted(maps.Keys(digests)) {
		if n := len(digests[image]); n > 1 {
			mixed = append(mixed, fmt.Sprintf("%s (%d digests)", image, n))
		}
	}
	s.judge(claim{
		code:     codeMixedImages,
		fact:     "task.images",
		facts:    append([]fact{s.read(s.resource, "RunningImages", mixed)}, s.unread(s.resource, "TaskDefinition")...),
		holds:    len(mixed) == 0,
		declared: "one image a name",
		found:    show(mixed),
		message: finding.Say("tasks of %q run different images under one name: %s",
			"%q의 태스크들이 같은 이름의 서로 다른 이미지를 씁니다: %s", s.id, show(mixed)),
	})
}

func (s *subject) checkImage(want *model.Container, image string, facts []fact) {
	repository := s.pairs.Ref(want.Image)
	if repository == nil {
		return
	}
	f, ok := repository.Facts.(*discover.Repository)
	if !ok {
		return
	}
	s.judge(claim{
		code:     codeImage,
		fact:     "task.containers." + want.ID + ".image",
		at:       want.Image.Position,
		facts:    append(facts, s.read(repository, "RepositoryUri", f.RepositoryUri)),
		holds:    repositoryOf(image) == f.RepositoryUri,
		declared: want.Image.String(),
		found:    image,
		message: finding.Say("container %q of %q runs %s, declared %s",
			"%[2]q의 컨테이너 %[1]q이(가) 이미지 %[3]s을(를) 씁니다(선언: %[4]s)",
			want.ID, s.id, image, want.Image.String()),
	})
}

// repositoryOf is an image's name without tag and digest.
func repositoryOf(image string) string {
	image, _, _ = strings.Cut(image, "@")
	if colon := strings.LastIndex(image, ":"); colon > strings.LastIndex(image, "/") {
		image = image[:colon]
	}
	return image
}

func (s *subject) checkRepository(f *discover.Repository) {
	r, want := s.resource, s.element.Images
	if want.ScanOnPush.IsSet() {
		on, facts := s.scansOnPush(f)
		s.judge(claim{
			code:     codeScan,
			fact:     "images.scan_on_push",
			facts:    facts,
			holds:    on == want.ScanOnPush.V,
			declared: fmt.Sprint(want.ScanOnPush.V),
			found:    fmt.Sprint(on),
			message:  switched(s.id, finding.Both("scan on push", "푸시 시 이미지 검사"), on),
		})
	}
	if want.Immutable.IsSet() {
		found := finding.Both(f.ImageTagMutability, "변경 가능("+f.ImageTagMutability+")")
		if f.ImageTagMutability == "IMMUTABLE" {
			found.Ko = "변경 불가(IMMUTABLE)"
		}
		s.judge(claim{
			code:     codeImmutable,
			fact:     "images.immutable",
			facts:    []fact{s.read(r, "ImageTagMutability", f.ImageTagMutability)},
			holds:    (f.ImageTagMutability == "IMMUTABLE") == want.Immutable.V,
			declared: fmt.Sprint(want.Immutable.V),
			found:    f.ImageTagMutability,
			message: finding.Say("tags of %q are %s, declared immutable: %t",
				"%q의 이미지 태그가 %s입니다(선언: immutable: %t)", s.id, found, want.Immutable.V),
		})
	}
	if want.Keep.IsSet() {
		kept := 0
		for _, rule := range f.LifecyclePolicy {
			if rule.CountType == "imageCountMoreThan" && (rule.TagStatus == "any" || rule.TagStatus == "tagged") {
				kept = rule.CountNumber
			}
		}
		s.judge(claim{
			code:     codeImagesKept,
			fact:     "images.keep",
			facts:    []fact{s.read(r, "LifecyclePolicy", kept)},
			holds:    kept == want.Keep.V,
			declared: fmt.Sprint(want.Keep.V),
			found:    countOrAll(kept),
			message: finding.Say("%q keeps %s images, declared %d",
				"%q이(가) 보관하는 이미지 수: %s(선언: %d)", s.id, countOrAll(kept), want.Keep.V),
		})
	}
}

// scansOnPush reports whether pushed images are scanned: the repository's own
// switch says so, or else a rule of the registry, which overrules one that is
// off.
func (s *subject) scansOnPush(f *discover.Repository) (bool, []fact) {
	facts := []fact{s.read(s.resource, "ScanOnPush", f.ScanOnPush)}
	if f.ScanOnPush {
		return true, facts
	}
	scans := f.ScanFrequency == "SCAN_ON_PUSH" || f.ScanFrequency == "CONTINUOUS_SCAN"
	return scans, append(facts, s.read(s.resource, "ScanFrequency", f.ScanFrequency))
}

func countOrAll(n int) string {
	if n == 0 {
		return "all"
	}
	return fmt.Sprint(n)
}
