package secret

import (
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"
)

// joined makes a secret of parts, so that no scanner takes this file for a leak.
func joined(parts ...string) string { return strings.Join(parts, "") }

const (
	hex32 = "0f1e2d3c4b5a69788796a5b4c3d2e1f0"
	mix36 = "a8Kd93LqPz7Rm2Xw5Tn1Yb6Vc4Hf0Gj8Sk3E"
)

// planted are secrets as people paste them, none of them real, each with the part
// that has to go.
func planted() map[string]string {
	pem := "MIIEowIBAAKCAQEAx8s2kd93LqPz7Rm2Xw5Tn1Yb6Vc4Hf0Gj8Sk3E"
	return map[string]string{
		"aws access key":        joined("AK", "IAIOSFODNN7EXAMPLE"),
		"aws temporary key":     joined("AS", "IAQ3EGRS5DABCDEFGH"),
		"aws secret key":        joined("wJalrXUtnFEMI/K7MDENG", "/bPxRfiCYEXAMPLEKEY"),
		"aws presigned":         "https://b.s3.amazonaws.com/k?X-Amz-Signature=" + hex32 + hex32,
		"bedrock":               "ABSK" + mix36 + mix36,
		"rsa key":               "-----BEGIN RSA PRIVATE KEY-----\n" + pem + "\n" + pem + "\nAQ==\n-----END RSA PRIVATE KEY-----",
		"key on one line":       `-----BEGIN PRIVATE KEY-----\n` + pem + `\n` + pem + `\n-----END PRIVATE KEY-----`,
		"key cut off":           "-----BEGIN OPENSSH PRIVATE KEY-----\n" + pem,
		"encrypted key":         "-----BEGIN EC PRIVATE KEY-----\nProc-Type: 4,ENCRYPTED\nDEK-Info: AES-128-CBC,00\n\n" + pem + "\n-----END EC PRIVATE KEY-----",
		"pgp key":               "-----BEGIN PGP PRIVATE KEY BLOCK-----\n\n" + pem + "\n-----END PGP PRIVATE KEY BLOCK-----",
		"age":                   "AGE-SECRET-KEY-1" + strings.Repeat("QZ7", 19),
		"jwt":                   "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0NTY3ODkwIn0.dozjgNryP4J3jVmNHl0w5N_XgL0n3I9PlFUP0THsR8U",
		"url":                   "postgres://admin:s3cr3t@db.internal:5432/orders",
		"url, password":         "https://user:pass@host.example/x",
		"redis":                 "redis://:Fk9dk2LqPz@cache:6379",
		"mysql dsn":             "app:Fk9dk2LqPz@tcp(db:3306)/orders",
		"github":                "ghp_" + mix36,
		"github fine-grained":   "github_pat_11ABCDEFG0" + mix36 + "_" + mix36,
		"gitlab":                "glpat-x8Kd93LqPz7Rm2Xw5Tn1",
		"slack":                 "xoxb-123456789012-123456789012-a8Kd93LqPz7Rm2Xw5Tn1Yb6V",
		"google":                "AIza" + mix36[:35],
		"google oauth":          "GOCSPX-" + mix36[:28],
		"openai":                "sk-proj-" + mix36 + mix36,
		"openai, old":           "sk-" + mix36 + "a8Kd93LqPz7R",
		"anthropic":             "sk-ant-api03-" + mix36 + mix36,
		"stripe":                joined("sk_", "live_", "a8Kd93LqPz7Rm2Xw5Tn1Yb6V"),
		"toss":                  joined("live_", "sk_", "a8Kd93LqPz7Rm2Xw5Tn1Yb6V"),
		"sendgrid":              "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",
		"twilio":                joined("SK", hex32),
		"telegram":              "110201543:AAHdqTcvCH1vGWJxfSeofSAs0K5PALDsaw9",
		"npm":                   "npm_" + mix36,
		"pypi":                  "pypi-AgEIcHlwaS5vcmcC" + mix36 + mix36,
		"docker":                "dckr_pat_" + mix36[:27],
		"vault":                 "hvs.CAESIJ" + mix36 + mix36,
		"terraform":             "a8Kd93LqPz7Rm2.atlasv1." + mix36 + mix36,
		"digitalocean":          "dop_v1_" + hex32 + hex32,
		"databricks":            "dapi" + hex32,
		"hugging face":          "hf_" + mix36[:34],
		"shopify":               "shpat_" + hex32,
		"azure storage":         "DefaultEndpointsProtocol=https;AccountName=a;AccountKey=" + mix36 + mix36 + "abcdefghijklmn==;",
		"azure client":          "a8K8Q~" + mix36[:34],
		"circleci":              "CCIPAT_" + mix36[:22] + "_" + hex32 + hex32[:8],
		"sonarqube":             "squ_" + hex32 + hex32[:8],
		"jfrog":                 "AKCp" + mix36 + mix36,
		"fly.io":                "FlyV1 fm2_" + mix36 + mix36,
		"airtable":              "pata8Kd93LqPz7Rm2." + hex32 + hex32,
		"brevo":                 "xkeysib-" + hex32 + hex32 + "-a8Kd93LqPz7Rm2Xw",
		"replicate":             "r8_" + mix36 + "Q",
		"groq":                  "gsk_" + mix36 + mix36[:16],
		"kakao":                 "Authorization: KakaoAK " + hex32,
		"langsmith":             "lsv2_pt_" + hex32 + "_" + hex32[:10],
		"1password":             "ops_eyJ" + mix36 + mix36 + mix36,
		"slack webhook":         joined("https://hooks.slack.com/", "services/T00000000/B00000000/a8Kd93LqPz7Rm2Xw5Tn1Yb6V"),
		"discord webhook":       "https://discord.com/api/webhooks/123456789012345678/" + mix36 + mix36,
		"teams webhook":         "https://acme.webhook.office.com/webhookb2/0f1e2d3c-4b5a-6978-8796-a5b4c3d2e1f0@0f1e2d3c-4b5a-6978-8796-a5b4c3d2e1f0/IncomingWebhook/" + hex32,
		"dooray webhook":        "https://hook.dooray.com/services/1234567890123456789/2345678901234567890/a8Kd93LqPz7Rm2Xw5Tn1Yg",
		"jandi webhook":         "https://wh.jandi.com/connect-api/webhook/12345678/" + hex32,
		"bearer":                "Authorization: Bearer a8Kd93LqPz7Rm2Xw5Tn1Yb6V",
		"basic":                 "Authorization: Basic YWRtaW46czNjcjN0cGFzcw==",
		"curl":                  "curl -u admin:Fk9dk2LqPz https://host.example",
		"mysql -p":              "mysql -u root -pFk9dk2LqPz orders",
		"mysqldump -p":          "mysqldump -h db -P3306 -p'Fk9dk2LqPz' orders > o.sql",
		"sshpass":               "sshpass -p Fk9dk2LqPz ssh deploy@host",
		"redis-cli":             "redis-cli -h cache --tls -a Fk9dk2LqPz PING",
		"docker login":          "docker login -u app -p Fk9dk2LqPz registry.example",
		"environment, short":    "MYSQL_PASS=Fk9dk2LqPz",
		"korean, short":         "ID/PW: admin\nDB_PW=Fk9dk2LqPz",
		"비번":                    "운영 비번: Fk9dk2LqPz!",
		"암호":                    "암호(운영): Tr0ub4dor3xyz",
		"sql":                   "CREATE USER app IDENTIFIED BY 'Fk9dk2LqPz'",
		"netrc":                 "machine db login app password Fk9dk2LqPz",
		"assignment":            "password=hunter2",
		"assignment, words":     "DB_PASSWORD=letmein",
		"flag":                  "mysql --password hunter2 orders",
		"flag with =":           "mysql --password=letmein orders",
		"colon":                 "the root password: hunter2",
		"korean":                "관리자 비밀번호: hunter2!",
		"korean with note":      "비밀번호(운영): Tr0ub4dor&3",
		"table":                 "| Password | Tr0ub4dor&3 |",
		"with a dash":           "password: Tr0ub4dor-3",
		"bold":                  "**Password:** Tr0ub4dor&3",
		"json":                  `{"apiKey": "a8Kd93LqPz7Rm2Xw"}`,
		"api key":               "API_KEY=a8Kd93LqPz7Rm2Xw",
		"token by name":         "X-Auth-Token: a8Kd93LqPz7Rm2Xw",
		"jdbc":                  "jdbc:mysql://db/orders?user=app&password=Fk9dk2LqPz&ssl=true",
		"odbc":                  "Server=db;Database=o;User Id=app;Password=Fk9dk2LqPz;",
		"pair of aws":           joined("aws_secret_access_key = wJalrXUtnFEMI/K7MDENG", "/bPxRfiCYEXAMPLEKEY"),
		"totp":                  "otpauth://totp/x?secret=JBSWY3DPEHPK3PXP",
		"xml":                   "<password>Fk9dk2LqPz</password>",
		"secret in parentheses": "(token: a8Kd93LqPz7Rm2Xw)",
	}
}

// TestFind finds each, wherever it stands, and hides enough of it.
func TestFind(t *testing.T) {
	for name, text := range planted() {
		for _, around := range [][2]string{{"", ""}, {"우리는 ", " 을 씁니다\n다음 줄"}, {"# Head\n\n`", "`\n"}} {
			whole := around[0] + text + around[1]
			found := Find(whole, Prose)
			if len(found) == 0 {
				t.Errorf("%s: %q is not found", name, whole)
				continue
			}
			masked := Mask(whole, found)
			if len([]rune(masked)) != len([]rune(whole)) || strings.Count(masked, "\n") != strings.Count(whole, "\n") {
				t.Errorf("%s: the mask moves places: %q", name, masked)
			}
			if again := Find(masked, Prose); len(again) > 0 && again[0].Kind != PrivateKey {
				t.Errorf("%s: %q is found again in %q", name, masked[again[0].From:again[0].To], masked)
			}
			for _, part := range []string{"hunter2", "letmein", "s3cr3t", "Fk9dk2", "Tr0ub4", "a8Kd93Lq", "OSFODNN", "K7MDENG", "MIIEow", hex32[:16], "JBSWY3"} {
				if strings.Contains(masked, part) {
					t.Errorf("%s: %q is left in %q", name, part, masked)
				}
			}
		}
	}
}

// innocent are texts that look a little like secrets.
func innocent() []string {
	return []string{
		"arn:aws:iam::123456789012:role/service-role/AWSLambdaBasicExecutionRole",
		"arn:aws:secretsmanager:ap-northeast-2:123456789012:secret:prod/orders-db-a8Kd93",
		"password: arn:aws:secretsmanager:ap-northeast-2:123456789012:secret:prod/orders-db-a8Kd93",
		"0f1e2d3c-4b5a-6978-8796-a5b4c3d2e1f0", "token: 0f1e2d3c-4b5a-6978-8796-a5b4c3d2e1f0",
		"d41d8cd98f00b204e9800998ecf8427e", "da39a3ee5e6b4b0d3255bfef95601890afd80709", "DA39A3EE5E6B4B0D3255BFEF95601890AFD80709",
		"sha256:e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855", "secret: da39a3ee5e6b4b0d3255bfef95601890afd80709",
		"sha384-oqVuAfXRKap7fdgcCY5uykM6+R9GqQ8K/uxy9rx7HNQlGYl1kPzQho1wx4JwY8wC",
		"sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=", "CodeSha256: 47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=",
		"sg-0a1b2c3d4e5f60718", "mrk-" + hex32, "key-0a1b2c3d4e5f60718", "i-0a1b2c3d4e5f60718",
		"https://example.com/path:80/x@y", "https://host.example:8443/a@b", "ssh://git@github.com/acme/orders.git", "git@github.com:acme/orders.git",
		"postgres://app:${DB_PASSWORD}@db/orders", "https://user:<password>@host", "https://user:****@host", "https://user:{{token}}@host",
		"auth: password", "auth: token", "token: jwt", "password: required", "Password: rotated every 30 days", "password: 90d",
		"비밀번호: 12자리 이상, 90일마다 교체", "토큰: 15분", "| token | 15 minutes |", "| Password | bcrypt(12) |", "password: SHA-256", "secret: prod/orders-db-2",
		"secrets: {OPENAI_KEY: openai-key}", "db-password: {kind: secret, in: seoul}", "secret: rds!cluster-0a1b2c3d",
		"password = var.db_password", "password = random_password.db.result", "PASSWORD=$DB_PASSWORD", "password=${PW}", "password: !Ref DBPassword",
		"TOKEN=$(aws ecr get-login-password)", "if token == expected", "token=required", "the secret of good design: fewer parts",
		"Tokens: 2,052,000/min", "tokens: 1200", "token bucket: 400/s", "a token: see 0012-use-tokens.md", "access key: alias/orders",
		"ssh-rsa AAAAB3NzaC1yc2EAAAADAQABAAABAQC7 user@host", "-----BEGIN CERTIFICATE-----\nMIIEowIBAAKCAQEAx8s2kd93LqPz7Rm2\n-----END CERTIFICATE-----",
		"-----BEGIN PUBLIC KEY-----\nMIIEowIBAAKCAQEAx8s2kd93LqPz7Rm2\n-----END PUBLIC KEY-----", "a -----BEGIN RSA PRIVATE KEY",
		"Bearer tokens are kept for an hour", "Basic authentication is refused", "task-a8Kd93LqPz7Rm2Xw5Tn1Yb6V", "desk-0123456789012345678901",
		"docs/Decisions/0001UseFargateForAll/x.md", "modules/ordering/Service/Impl/Handler", "AKIA is how ids of keys begin",
		"hooks.slack.com is where alarms go", "https://hooks.slack.com/services/", "kind: secret, key: secrets-key",
		"TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256", "ELBSecurityPolicy-TLS13-1-2-2021-06", "pk_live_a8Kd93LqPz7Rm2Xw5Tn1Yb6V",
		"password policy: at least 12 characters", "password rotation: 90 days", "Secret: orders-db", "credential: instance-role", "passwordless",
		"secret rotation=30d", "docker run --name mysql -p3306:3306 -d mysql:8", "mysql -u root -p orders", "mysqladmin -port=3306 ping",
		"`--password` flag", "mysql -u root -p$PW orders", "redis-cli -h cache -p 6379", "bypass: a8Kd93LqPz7Rm2Xw", "복호화 암호: AES-256-GCM", "암호: AES256",
		"password:\n  required: true", "secret:\n  - orders-db", "password:\n  kind: secret", "password: &db !Ref DBPassword", "?password=&user=abcd12 x", "aws secretsmanager get-secret-value --secret-id prod/orders-db", "--token-ttl 3600", "kubernetes.io/service-account-token",
	}
}

// TestInnocent calls none of them a secret.
func TestInnocent(t *testing.T) {
	for _, text := range innocent() {
		for _, form := range []Form{Prose, Code} {
			for _, f := range Find(text, form) {
				t.Errorf("%q: %q is taken for %s %s", text, text[f.From:f.To], f.Kind, f.Of)
			}
		}
	}
}

// TestCode reads keys and values of a file: what stands behind a key is all of it.
func TestCode(t *testing.T) {
	for _, line := range []string{"password: letmein", `"password": "letmein",`, "db: {password: letmein, port: 1}", "password: letmein # for now",
		"password: !!str letmein", "password: &pw letmein", "db:\n  password:\n    letmein\n", "password: |\n  letmein\nport: 1", "password: >- # old\r\n  'letmein'"} {
		if len(Find(line, Code)) != 1 || len(Find(line, Prose)) != 0 {
			t.Errorf("%q: as code %v, as prose %v", line, Find(line, Code), Find(line, Prose))
		}
	}
}

// TestLongValues hides a value to its end, however long it is.
func TestLongValues(t *testing.T) {
	value := func(n int) string { return strings.Repeat("a8Kd", n/4) + strings.Repeat("x", n%4) }
	for _, tt := range []struct {
		text  string
		found int
	}{
		{"password=" + value(511), 511}, {"password=" + value(513), 513}, {"password=" + value(599), 599},
		{"password=" + value(5000), 5000}, {"password=" + value(5000) + ", and so on", 5000},
		{"password=" + value(700) + "\nnext", 700},
		{`password="` + value(512) + `"`, 512}, {`password="` + value(513) + `"`, 513},
		{`password="` + value(5000) + `" there`, 5000}, {"password='" + value(598) + "' x", 598},
		{"password='" + value(599) + "' x", 599}, {"password=`" + value(2000) + "`", 2000},
		{`password="` + value(5000) + "\n\" there", 0}, // in prose, an open quote is no value
		{"password=" + strings.Repeat("한", 100) + "a8Kd93", 306}, {`password="` + value(512) + "가\"", 515},
	} {
		found := 0
		for _, f := range Find(tt.text, Prose) {
			found += f.To - f.From
		}
		if found != tt.found {
			t.Errorf("%q: %d bytes are hidden, want %d", tt.text, found, tt.found)
		}
	}
}

// TestHide goes by the name of a tag too.
func TestHide(t *testing.T) {
	for name, values := range map[string][]string{
		"password": {"letmein", "correct horse"}, "db_password": {"x1"}, "DbPassword": {"letmein"}, "secret": {"orders"}, "api-key": {"abc"},
		"ApiToken": {"0f1e2d3c-4b5a-6978-8796-a5b4c3d2e1f0"}, "owner": {planted()["jwt"], planted()["github"]}, "비밀번호": {"가나다"},
	} {
		for _, v := range values {
			if got := Hide(name, v); got != Hidden {
				t.Errorf("%s: %q stays", name, got)
			}
		}
	}
	for name, v := range planted() {
		if got := Hide("note", v); got != Hidden {
			t.Errorf("%s: %q stays", name, got)
		}
	}
	for name, v := range map[string]string{
		"Name": "orders", "secret-rotation": "30d", "token-ttl": "3600", "password": "", "secret": "arn:aws:secretsmanager:x:1:secret:y",
		"token": "true", "key": "orders", "kms-key": "alias/orders", "commit": "da39a3ee5e6b4b0d3255bfef95601890afd80709", "secret ": "30d",
		"aws:cloudformation:stack-id": "arn:aws:cloudformation:ap-northeast-2:123456789012:stack/a/0f1e2d3c-4b5a-6978-8796-a5b4c3d2e1f0",
	} {
		if got := Hide(name, v); got != v {
			t.Errorf("%s: %q is hidden", name, v)
		}
	}
}

// TestExamples finds nothing in what this repository has for people to read, nor in
// what runs in its examples: names, digests and ARNs of every kind.
func TestExamples(t *testing.T) {
	read := 0
	for _, pattern := range []string{
		"*.yaml", "*.md", "docs/*.md", "docs/*/*.md", "examples/*.json", "examples/*/*.yaml", "examples/*/*.json", "examples/*/*/*/*.md",
	} {
		names, err := filepath.Glob("../../" + pattern)
		if err != nil || len(names) == 0 {
			t.Errorf("%s: no file (%v)", pattern, err)
		}
		for _, name := range names {
			text, err := os.ReadFile(name)
			if err != nil {
				t.Fatal(err)
			}
			read += len(text)
			for _, form := range []Form{Prose, Code} {
				for _, f := range Find(string(text), form) {
					t.Errorf("%s: %q is taken for %s %s", name, text[f.From:f.To], f.Kind, f.Of)
				}
			}
		}
	}
	if read < 1<<20 {
		t.Errorf("only %d bytes were read", read)
	}
}

// TestWork is in proportion to the text, whatever stands in it.
func TestWork(t *testing.T) {
	for _, piece := range []string{
		"eyJ", "eyJ-", "eyJaaaaaaaa.", "-----BEGIN PRIVATE KEY-----", "-----BEGIN PRIVATE KEY-----\nA: b\n", "://", "://a:", "http://a:b", "Q~", "SG.", "password=", "password: ",
		"password=x", "token=aaaaaaa", "password='", `password="a`, "password: a8Kd93Lq", "secret>", "password=a8Kd",
		"chat.googleapis.com/v1/spaces/", "a@tcp(", "1:AA", "aA1", "AKIA", "sk-", "secret_", "login a ", "ghp_", "hooks.slack.com/services/", "Bearer ", "a8Kd93LqPz",
	} {
		text := strings.Repeat(piece, (256<<10)/len(piece))
		began := time.Now()
		Find(text, Code)
		if took := time.Since(began); took > 30*time.Second {
			t.Errorf("%q again and again: %v", piece, took)
		}
	}
}

// TestKeys40 holds what is found in one pass that skips against what every place of a
// text says, on texts of pieces of about the length of a key.
func TestKeys40(t *testing.T) {
	const of = "aB3dE6gH9+/"
	random := rand.New(rand.NewPCG(3, 4))
	total := 0
	for range 3000 {
		var b strings.Builder
		for range 1 + random.IntN(6) {
			n := []int{0, 1, 5, 38, 39, 40, 40, 40, 41, 80}[random.IntN(10)]
			for i := range n {
				b.WriteByte(of[(i+random.IntN(2))%len(of)])
			}
			b.WriteString([]string{" ", "\n", "_", "-", "=", "가", "."}[random.IntN(7)])
		}
		text := b.String()
		var want []Found
		for at := range len(text) {
			run := strings.IndexFunc(text[at:]+" ", func(r rune) bool { return r > 127 || classOf(byte(r)) == 0 })
			if run != 40 || at > 0 && (classOf(text[at-1]) != 0 || strings.ContainsRune("_-", rune(text[at-1]))) ||
				at+run < len(text) && strings.ContainsRune("=_-", rune(text[at+run])) {
				continue
			}
			changes := 0
			for i := at + 1; i < at+run; i++ {
				if classOf(text[i]) != classOf(text[i-1]) {
					changes++
				}
			}
			if changes >= 14 && mixed(text[at:at+run]) {
				want = append(want, Found{From: at, To: at + run, Kind: SecretKey, Of: "AWS"})
			}
		}
		total += len(want)
		if got := keys40(text); !slices.Equal(got, want) {
			t.Fatalf("%q: got %v, want %v", text, got, want)
		}
	}
	if total < 500 {
		t.Errorf("only %d keys were there to be found", total)
	}
}

// TestNounsInAnyLetters finds passwords whatever their names' case, wherever the name
// begins in a text, and behind what almost is one.
func TestNounsInAnyLetters(t *testing.T) {
	for _, n := range nouns() {
		first, rest := []rune(n.word)[:1], []rune(n.word)[1:]
		for _, name := range []string{n.word, strings.ToUpper(n.word), strings.ToUpper(string(first)) + string(rest)} {
			if n.word == "key" || n.word == "키" {
				name = "api_" + name
			}
			for _, before := range []string{"", "p ", "pass ", "\n", "비밀 ", "PASSWO "} {
				text := before + name + "=a8Kd93LqPzX1\n"
				found := Find(text, Prose)
				if len(found) != 1 || text[found[0].From:found[0].To] != "a8Kd93LqPzX1" {
					t.Errorf("%q: %v", text, found)
				}
			}
		}
	}
}
