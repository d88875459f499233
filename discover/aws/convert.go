package aws

import (
	"cmp"
	"maps"
	"reflect"
	"slices"
	"strings"
)

// val is what p points to, or the zero value.
func val[T any](p *T) (v T) {
	if p != nil {
		v = *p
	}
	return v
}

// num is the number that p points to, or zero.
func num[N ~int32 | ~int64](p *N) int { return int(val(p)) }

// ref points to a copy of v.
func ref[T any](v T) *T { return &v }

// texts are the words of a list of AWS's enumerations.
func texts[S ~string](list []S) []string {
	var out []string
	for _, s := range list {
		out = append(out, string(s))
	}
	return out
}

// pluck maps a list; what f makes empty is left out.
func pluck[T any](list []T, f func(T) string) []string {
	var out []string
	for _, item := range list {
		if s := f(item); s != "" {
			out = append(out, s)
		}
	}
	return out
}

// tagsOf are the tags of a resource, from a list of any service's tag type.
func tagsOf[T any](list []T) map[string]string {
	tags := map[string]string{}
	for _, item := range list {
		v := reflect.ValueOf(item)
		tags[textField(v, "Key", "TagKey")] = textField(v, "Value", "TagValue")
	}
	return tags
}

// tagMap are the tags of a resource of a service that gives them as a map.
func tagMap(m map[string]string) map[string]string {
	if m == nil {
		return map[string]string{}
	}
	return maps.Clone(m)
}

func textField(v reflect.Value, names ...string) string {
	for _, name := range names {
		if f := v.FieldByName(name); f.IsValid() {
			if s, ok := f.Interface().(*string); ok {
				return val(s)
			}
		}
	}
	return ""
}

// arn composes the ARN of something in the account and region.
func (s *scan) arn(service, rest string) string {
	return "arn:" + s.partition + ":" + service + ":" + s.region + ":" + s.id + ":" + rest
}

// firstOf is the first text that is not empty.
func firstOf(all ...string) string { return cmp.Or(all...) }

// sortedSet is a list without order or repetition, sorted.
func sortedSet(list []string) []string {
	slices.Sort(list)
	return slices.Compact(list)
}

func lower(s string) string { return strings.ToLower(s) }

// withoutQuery is a URI without what stands behind its question mark and
// without user information, where keys hide.
func withoutQuery(uri string) string {
	uri, _, _ = strings.Cut(uri, "?")
	if scheme, rest, ok := strings.Cut(uri, "://"); ok {
		host, path, slash := strings.Cut(rest, "/")
		host = host[strings.LastIndex(host, "@")+1:]
		if slash {
			host += "/" + path
		}
		return scheme + "://" + host
	}
	return uri
}

// bucketOf is the bucket of an s3:// address.
func bucketOf(address string) string {
	bucket, _, _ := strings.Cut(strings.TrimPrefix(address, "s3://"), "/")
	return bucket
}

// hostOf is the host of an address, without user, path and query.
func hostOf(uri string) string {
	_, rest, _ := strings.Cut(withoutQuery(uri), "://")
	host, _, _ := strings.Cut(rest, "/")
	return host
}
