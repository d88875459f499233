package drift

import (
	"fmt"
	"strings"

	"asbuilt/discover"
	"asbuilt/finding"
	"asbuilt/model"
)

// Images: tasks run images of the registry that the model names, and the
// registry treats them as it says.

const (
	codeImage      = "image-source-differs"
	codeScan       = "scan-on-push-differs"
	codeImmutable  = "tag-mutability-differs"
	codeImagesKept = "images-kept-differ"
)

func imageRules() finding.Rules {
	return finding.Rules{
		{
			Code: codeImage, Severity: finding.Error,
			Title: text("Image from another registry", "이미지의 출처가 다름"),
			Cause: text("The task definition in use pulls an image that does not come from the declared repository: nobody scanned it, and someone else can change it.",
				"사용 중인 태스크 정의가 선언한 저장소가 아닌 곳의 이미지를 받습니다. 검사를 거치지 않았고 남이 바꿀 수 있습니다."),
			Cure: text("Deploy the image of the declared repository, or correct `image:`.", "선언한 저장소의 이미지를 배포하거나 `image:`를 바로잡으십시오."),
		},
		{
			Code: codeScan, Severity: finding.Warning,
			Title: text("Images are not scanned on push", "푸시할 때 이미지를 검사하지 않음"),
			Cause: text("The repository's scan on push is not as the model says, so known vulnerabilities go unseen.", "저장소의 푸시 검사가 모델과 달라, 알려진 취약점을 놓칩니다."),
			Cure:  text("Turn scan on push on, or correct `images.scan_on_push:`.", "푸시 검사를 켜거나 `images.scan_on_push:`를 바로잡으십시오."),
		},
		{
			Code: codeImmutable, Severity: finding.Warning,
			Title: text("Tags can be moved", "태그를 옮길 수 있음"),
			Cause: text("The repository lets a tag point to another image later, so what runs is not what was tested.", "저장소의 태그가 나중에 다른 이미지를 가리킬 수 있어, 시험한 것과 다른 것이 돌 수 있습니다."),
			Cure:  text("Set the repository's tags to IMMUTABLE, or correct `images.immutable:`.", "저장소의 태그를 IMMUTABLE로 하거나 `images.immutable:`을 바로잡으십시오."),
		},
		{
			Code: codeImagesKept, Severity: finding.Warning,
			Title: text("Another number of images is kept", "보관하는 이미지 수가 다름"),
			Cause: text("The repository's lifecycle policy keeps more or fewer images than the model says, or all of them.", "저장소의 수명 주기 정책이 모델과 다른 수의 이미지를, 또는 전부를 보관합니다."),
			Cure:  text("Correct the lifecycle policy, or `images.keep:`.", "수명 주기 정책이나 `images.keep:`을 바로잡으십시오."),
		},
	}
}

func checkImages(s *subject) {
	s.eachTask(func(want *model.Task, task *discover.Resource, facts []fact) {
		if task == nil {
			return // checkTask says so
		}
		f := task.Facts.(*discover.TaskDefinition)
		for _, c := range want.Containers {
			if at := container(f, c.ID); at != nil && c.Image.IsSet() {
				s.checkImage(c, at.Image, append(facts, s.read(task, "ContainerDefinitions", at.Name+" "+at.Image)))
			}
		}
	})
	if repository, ok := s.resource.Facts.(*discover.Repository); ok && s.element != nil && s.element.Images != nil {
		s.checkRepository(repository)
	}
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
		code: codeImage, fact: "task.containers." + want.ID + ".image", at: want.Image.Position,
		facts: append(facts, s.read(repository, "RepositoryUri", f.RepositoryUri)), holds: repositoryOf(image) == f.RepositoryUri,
		declared: want.Image.String(), found: image,
		message: finding.Say("container %q of %q runs %s, declared %s", "%[2]q의 컨테이너 %[1]q이(가) 이미지 %[3]s을(를) 씁니다(선언: %[4]s)",
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
			code: codeScan, fact: "images.scan_on_push", facts: facts, holds: on == want.ScanOnPush.V,
			declared: fmt.Sprint(want.ScanOnPush.V), found: fmt.Sprint(on), message: switched(s.id, text("scan on push", "푸시 시 이미지 검사"), on),
		})
	}
	if want.Immutable.IsSet() {
		s.judge(claim{
			code: codeImmutable, fact: "images.immutable", facts: []fact{s.read(r, "ImageTagMutability", f.ImageTagMutability)},
			holds:    (f.ImageTagMutability == "IMMUTABLE") == want.Immutable.V,
			declared: fmt.Sprint(want.Immutable.V), found: f.ImageTagMutability,
			message: finding.Say("tags of %q are %s, declared immutable: %t", "%q의 태그가 %s입니다(선언: immutable: %t)", s.id, f.ImageTagMutability, want.Immutable.V),
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
			code: codeImagesKept, fact: "images.keep", facts: []fact{s.read(r, "LifecyclePolicy", kept)}, holds: kept == want.Keep.V,
			declared: fmt.Sprint(want.Keep.V), found: countOrAll(kept),
			message: finding.Say("%q keeps %s images, declared %d", "%q이(가) 보관하는 이미지 수: %s(선언: %d)", s.id, countOrAll(kept), want.Keep.V),
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
	return f.ScanFrequency == "SCAN_ON_PUSH" || f.ScanFrequency == "CONTINUOUS_SCAN", append(facts, s.read(s.resource, "ScanFrequency", f.ScanFrequency))
}

func countOrAll(n int) string {
	if n == 0 {
		return "all"
	}
	return fmt.Sprint(n)
}
