package awsfake

import (
	"encoding/json"

	"github.com/aws/smithy-go/encoding/cbor"
)

// fromJSON is a JSON object as CBOR; what is no object is an empty one.
func fromJSON(text string) cbor.Value {
	var v any
	if json.Unmarshal([]byte(text), &v) != nil {
		return cbor.Map{}
	}
	return value(v)
}

func value(v any) cbor.Value {
	switch v := v.(type) {
	case map[string]any:
		m := cbor.Map{}
		for k, x := range v {
			m[k] = value(x)
		}
		return m
	case []any:
		l := cbor.List{}
		for _, x := range v {
			l = append(l, value(x))
		}
		return l
	case string:
		return cbor.String(v)
	case bool:
		return cbor.Bool(v)
	case float64:
		if v >= 0 && v == float64(uint64(v)) {
			return cbor.Uint(uint64(v))
		}
		return cbor.Float64(v)
	}
	return &cbor.Nil{}
}
