package syntax

import (
	"bytes"
	"strings"
	"unicode/utf8"

	"asbuilt/finding"
)

// readable says why data cannot be read as a model file at all, or nil.
func readable(data []byte) error {
	switch {
	case len(data) > maxBytes:
		return finding.Errorf(
			"it has %d bytes, more than the 16 MiB a model file may have; split it and name the parts in include",
			"%d바이트로, 모델 파일의 한도인 16 MiB를 넘습니다. 나누어 include에 적으십시오",
			len(data))
	case bytes.HasPrefix(data, []byte{0xff, 0xfe}), bytes.HasPrefix(data, []byte{0xfe, 0xff}):
		return finding.Errorf("it is UTF-16; save it as UTF-8", "UTF-16 파일입니다. UTF-8로 저장하십시오")
	}
	if utf8.Valid(data) && bytes.IndexByte(data, 0) < 0 {
		return nil
	}
	line, col := 1, 1
	for i := 0; i < len(data); {
		if data[i] == 0 {
			return finding.Errorf("line %d, column %d holds a NUL byte: it is not a text file",
				"%d행 %d열에 NUL 바이트가 있습니다. 텍스트 파일이 아닙니다", line, col)
		}
		r, size := utf8.DecodeRune(data[i:])
		if r == utf8.RuneError && size == 1 {
			return finding.Errorf("line %d, column %d is not UTF-8; save the file as UTF-8",
				"%d행 %d열이 UTF-8이 아닙니다. UTF-8로 저장하십시오", line, col)
		}
		if r == '\n' {
			line, col = line+1, 0
		}
		i, col = i+size, col+1
	}
	return nil
}

// invisible finds the characters that YAML refuses or takes for a line break
// though no editor shows them so. yaml.v3 gives no place for the former and
// counts lines differently because of the latter.
func invisible(src *Source) *finding.Finding {
	if !strings.ContainsFunc(src.text, func(r rune) bool { return r != '\n' && refused(r) }) {
		return nil
	}
	for i := range src.lines() {
		col := 0
		for _, r := range src.lines()[i] {
			col++
			if !refused(r) {
				continue
			}
			f := src.finding(CodeInvisible, finding.Position{File: src.Name, Line: i + 1, Col: col},
				finding.Say("invisible character %U", "보이지 않는 문자 %U", r),
				finding.Say("delete the character", "이 문자를 지우십시오"))
			f.Length = 1
			return f
		}
	}
	return nil
}

func refused(r rune) bool {
	switch {
	case r >= 0x20 && r < 0x7f || r == '\t' || r == '\r': // most of them
		return false
	case r < 0x20, r >= 0x7f && r <= 0x9f, r == 0x2028, r == 0x2029, r == 0xfffe, r == 0xffff, r == 0xfeff:
		return true
	}
	return false
}

func (s *Source) finding(code string, at finding.Position, message, hint finding.Text) *finding.Finding {
	return &finding.Finding{
		Code:     code,
		Severity: finding.Error,
		Position: at,
		Source:   s.Line(at.Line),
		Length:   s.Span(at),
		Message:  message,
		Hint:     hint,
	}
}
