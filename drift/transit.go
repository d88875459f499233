package drift

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"asbuilt/discover"
	"asbuilt/finding"
)

func (s *subject) checkTransit() {
	r := s.resource
	c := claim{code: codeTransit, fact: "encryption.in_transit", declared: "true", found: "false"}
	switch f := r.Facts.(type) {
	case *discover.ReplicationGroup:
		c.facts = []fact{s.read(r, "TransitEncryptionEnabled", f.TransitEncryptionEnabled), s.read(r, "TransitEncryptionMode", f.TransitEncryptionMode)}
		c.holds = f.TransitEncryptionEnabled && f.TransitEncryptionMode != "preferred"
	case *discover.DBInstance:
		c.facts, c.holds = s.databaseTransit("AWS::RDS::DBParameterGroup", "DBParameterGroupName", f.DBParameterGroupName, f.Engine, f.EngineVersion)
	case *discover.DBCluster:
		c.facts, c.holds = s.databaseTransit("AWS::RDS::DBClusterParameterGroup", "DBClusterParameterGroupName", f.DBClusterParameterGroupName, f.Engine, f.EngineVersion)
	case *discover.DBProxy:
		c.facts, c.holds = []fact{s.read(r, "RequireTLS", f.RequireTLS)}, f.RequireTLS
	case *discover.CacheCluster:
		c.facts, c.holds = []fact{s.read(r, "TransitEncryptionEnabled", f.TransitEncryptionEnabled)}, f.TransitEncryptionEnabled
	case *discover.ServerlessCache: // it speaks nothing else
		c.facts, c.holds = []fact{s.named(r)}, true
	case *discover.SearchDomain:
		c.facts, c.holds = []fact{s.read(r, "EnforceHTTPS", f.EnforceHTTPS)}, f.EnforceHTTPS
	case *discover.Warehouse:
		c.facts, c.holds = []fact{s.read(r, "RequireSSL", f.RequireSSL)}, f.RequireSSL
	case *discover.Bucket:
		c.facts, c.holds = []fact{s.read(r, "BucketPolicy", "Deny aws:SecureTransport=false: "+fmt.Sprint(deniesPlain(f.BucketPolicy)))}, deniesPlain(f.BucketPolicy)
	default:
		return
	}
	c.message = finding.Say("%q lets clients in without TLS", "%q이(가) TLS 없는 접속을 받아들입니다", s.id)
	s.judge(c)
}

// databaseTransit reads the setting that requires TLS. A group tells only what
// was changed; what was not is as the engine has it by default.
func (s *subject) databaseTransit(typ, fact, name, engine, version string) (facts []fact, required bool) {
	facts = append(facts, s.read(s.resource, fact, name))
	group := s.at.Near(s.resource, typ, name)
	if group == nil {
		return append(facts, s.nothing(typ, name)), false
	}
	var parameters map[string]string
	switch f := group.Facts.(type) {
	case *discover.DBParameterGroup:
		parameters = f.Parameters
	case *discover.DBClusterParameterGroup:
		parameters = f.Parameters
	}
	setting, value := requiresTLS(engine, version)
	if set, ok := parameters[setting]; ok {
		value = set
	}
	facts = append(facts, s.read(group, "Parameters", setting+"="+value))
	return facts, value == "1" || strings.EqualFold(value, "on") || strings.EqualFold(value, "enabled")
}

// requiresTLS is the setting of an engine that requires TLS, and its default:
// PostgreSQL on RDS requires it from 15 on, on Aurora from 17 on, DocumentDB
// always, and Neptune knows nothing else.
func requiresTLS(engine, version string) (setting, value string) {
	major, _ := strconv.Atoi(strings.Split(version, ".")[0])
	switch {
	case engine == "docdb":
		return "tls", "enabled"
	case engine == "neptune":
		return "neptune_enforce_ssl", "1"
	case engine == "postgres" && major >= 15, engine == "aurora-postgresql" && major >= 17:
		return "rds.force_ssl", "1"
	case strings.Contains(engine, "postgres"), strings.HasPrefix(engine, "sqlserver"):
		return "rds.force_ssl", ""
	}
	return "require_secure_transport", ""
}

// deniesPlain reports whether a bucket's policy refuses requests without TLS.
func deniesPlain(p *discover.Policy) bool {
	return p != nil && slices.ContainsFunc(p.Statement, func(st discover.PolicyStatement) bool {
		return st.Effect == "Deny" && slices.Contains(st.Principal, "*") && (slices.Contains(st.Action, "s3:*") || slices.Contains(st.Action, "*")) &&
			slices.ContainsFunc(st.Condition, func(c discover.PolicyCondition) bool {
				return c.Operator == "Bool" && c.Key == "aws:SecureTransport" && slices.Equal(c.Values, []string{"false"})
			})
	})
}
