package finding

import (
	"errors"
	"strings"
)

// Errorf is an error that is said in two languages, from the same arguments as
// [Say] says a text. An argument that is an error is said in the language of the
// sentence, as [ErrorText] says it, and errors.Is and errors.As find it.
func Errorf(en, ko string, args ...any) error {
	e := &saidError{}
	said := make([]any, len(args))
	for i, arg := range args {
		said[i] = arg
		if err, ok := arg.(error); ok {
			e.causes = append(e.causes, err)
			said[i] = ErrorText(err)
		}
	}
	e.text = Say(en, ko, said...)
	return e
}

// saidError is an error with its text in both languages.
type saidError struct {
	text   Text
	causes []error
}

func (e *saidError) Error() string { return e.text.En }

func (e *saidError) Unwrap() []error { return e.causes }

// Reason is the first error that an error of [Errorf] says, or the error itself.
func Reason(err error) error {
	var said *saidError
	if errors.As(err, &said) && len(said.causes) > 0 {
		return said.causes[0]
	}
	return err
}

// ErrorText is what an error says. What [Errorf] made is said in both languages, also
// inside another error, and so are the few things that every system says; the rest is
// as it is.
func ErrorText(err error) Text {
	text := Same(err.Error())
	var said *saidError
	if errors.As(err, &said) {
		text.Ko = strings.ReplaceAll(text.Ko, said.text.En, said.text.Ko)
	}
	for en, ko := range systemWords {
		if before, found := strings.CutSuffix(text.Ko, en); found {
			text.Ko = before + ko
		}
	}
	return text
}

// systemWords are what a system says about files, in English whatever its locale.
var systemWords = map[string]string{
	"no such file or directory":    "그런 파일이나 폴더가 없습니다",
	"permission denied":            "권한이 없습니다",
	"is a directory":               "폴더입니다",
	"not a directory":              "폴더가 아닙니다",
	"file exists":                  "이미 있습니다",
	"no space left on device":      "디스크에 남은 자리가 없습니다",
	"read-only file system":        "읽기 전용 파일 시스템입니다",
	"address already in use":       "이미 쓰고 있는 주소입니다",
	"unexpected end of JSON input": "JSON이 도중에 끝났습니다",
}
