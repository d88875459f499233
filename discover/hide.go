package discover

import (
	"reflect"

	"asbuilt/finding/secret"
)

// HideSecrets takes passwords, keys and tokens out of a resource: people put them
// into tags, descriptions, addresses of webhooks and arguments of programs. What
// tells resources apart, such as ARN and id, stays.
func (r *Resource) HideSecrets() {
	r.hideTags()
	r.Name = secret.Hide("", r.Name)
	hideIn(reflect.ValueOf(r.Facts))
}

// hideTags takes them out of its tags, which is where people put them.
func (r *Resource) hideTags() {
	for key, value := range r.Tags {
		if hidden := secret.Hide(key, value); hidden != value {
			r.Tags[key] = hidden
		}
	}
}

// hideIn hides secrets in the texts of v.
func hideIn(v reflect.Value) {
	switch v.Kind() {
	case reflect.Pointer:
		if !v.IsNil() {
			hideIn(v.Elem())
		}
	case reflect.Struct:
		for i := range v.NumField() {
			hideIn(v.Field(i))
		}
	case reflect.Slice:
		for i := range v.Len() {
			hideIn(v.Index(i))
		}
	case reflect.Map:
		if texts, ok := v.Interface().(map[string]string); ok {
			for key, value := range texts {
				texts[key] = secret.Hide(key, value)
			}
		}
	case reflect.String:
		if hidden := secret.Hide("", v.String()); hidden != v.String() && v.CanSet() {
			v.SetString(hidden)
		}
	}
}
