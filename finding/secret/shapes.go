package secret

import (
	"regexp"
	"slices"
	"strings"
	"sync"
)

// shape is what the secrets of one service look like.
type shape struct {
	kind Kind
	of   string
	// marks are texts of which each secret has one. No pattern is compiled for a
	// text that has none of them.
	marks []string
	// form is all of it; the first group, if there is one, is what is secret.
	form func() *regexp.Regexp
	// before are the characters that may stand before the mark; without them the
	// mark begins a word.
	before string
	// most is how far one may reach, in bytes.
	most int
}

const (
	alnum = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789"
	word  = alnum + "_-"
)

const (
	mostBytes  = 2 << 10  // of a secret
	mostLines  = 64 << 10 // of one that has lines
	mostBefore = 64       // before a mark
)

// like is a shape that begins with one of the marks. The pattern is compiled when
// it is first needed: most texts need none, and the program starts many times
// before it finds one.
func like(kind Kind, of, marks, pattern string) *shape {
	return &shape{
		kind: kind, of: of, marks: strings.Split(marks, "|"), most: mostBytes,
		form: sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(`\A(?:` + pattern + `)`) }),
	}
}

// behind is s with characters before its marks.
func (s *shape) behind(before string) *shape {
	s.before = before
	return s
}

// long is s with lines.
func (s *shape) long() *shape {
	s.most = mostLines
	return s
}

func token(of, marks, pattern string) *shape   { return like(Token, of, marks, pattern) }
func webhook(of, marks, pattern string) *shape { return like(Webhook, of, marks, pattern) }

// shapes are the shapes that are known, by the documents of those who give them
// out.
var shapes = sync.OnceValue(func() []*shape { return slices.Concat(general(), tokens(), webhooks()) })

// gap is what stands between the lines of a key, also where they are written as
// one.
const gap = `(?:[ \t\r\n"',+]|\\[nr])*`

// client is a password behind a flag of one letter, which is a port (-p3306) or the
// end of a word (-port) as often: it has a letter, and behind it what chance has.
const client = `['"]?([0-9]*[^\s'"0-9:=][^\s'"=]*(?:[0-9!@#%^*+~?]|[a-z][A-Z])[^\s'"=]*)`

// general are keys, and what stands in addresses and headers.
func general() []*shape {
	return []*shape{
		like(AccessKey, "AWS", "AKIA|ASIA|ABIA|ACCA", `[A-Z]{4}[A-Z0-9]{16}\b`),
		like(Signature, "AWS", "X-Amz-Signature=", `[^=]+=([0-9a-f]{64})`),
		like(Signature, "AWS", "X-Amz-Security-Token=", `[^=]+=([A-Za-z0-9%+/=_-]{16,})`),
		like(Signature, "Azure", "sig=", `sig=([A-Za-z0-9%+/]{40,}={0,2})`),
		like(PrivateKey, "", "-----BEGIN ", `-----BEGIN (?:[A-Z0-9]+ )*PRIVATE KEY(?: BLOCK)?-----`+
			`(?:`+gap+`[A-Za-z][A-Za-z-]*: [^\n\\]{1,100}(?:\r?\n|\\n))*`+
			gap+`(?:[A-Za-z0-9+/=]{16,}`+gap+`)*(?:[A-Za-z0-9+/=]+`+gap+`)?(?:-----END[A-Z0-9 ]*-----)?`).long(),
		like(PrivateKey, "PuTTY", "Private-Lines: ", `Private-Lines: [0-9]+((?:\s+[A-Za-z0-9+/=]{16,})+)`).long(),
		like(PrivateKey, "age", "AGE-SECRET-KEY-1", `AGE-SECRET-KEY-1[A-Z0-9]{50,}`),
		like(JWT, "", "eyJ", `eyJ[A-Za-z0-9_-]{6,}\.eyJ[A-Za-z0-9_-]{6,}\.[A-Za-z0-9_-]*`),
		like(Userinfo, "", "://", `[A-Za-z0-9+.-]*://[^\s/:@"'<>`+"`"+`]*:([^\s/:@"'<>`+"`"+`]+)@[A-Za-z0-9\[{$]`).behind(alnum + "+.-"),
		like(Userinfo, "", "@tcp(|@unix(", `[A-Za-z0-9_.-]+:([^\s:@"'<>]+)@(?:tcp|unix)\(`).behind(alnum + "_.:!#%^*~$-"),
		like(Header, "", "Bearer |bearer ", `[Bb]earer ([A-Za-z0-9._~+/=-]{16,})`),
		like(Header, "", "Basic |basic ", `[Bb]asic ([A-Za-z0-9+/]{10,}={0,2})`),
		like(Password, "", "login ", `login \S+\s+password (\S+)`),
		like(Password, "", " -u ", ` -u ['"]?[^\s:'"$]+:([^\s'"]+)`),
		like(Password, "", "mysql|mariadb", `(?:mysql(?:dump|admin|import|check|show|sh)?|mariadb(?:-[a-z]+)?) (?:[^\n|;&]* )??-p`+client),
		like(Password, "", "sshpass -p", `sshpass -p ?`+client),
		like(Password, "", "redis-cli ", `redis-cli (?:[^\n|;&]* )??-a `+client),
		like(Password, "", "docker login ", `docker login (?:[^\n|;&]* )??-p `+client),
		like(Password, "", "IDENTIFIED BY |identified by ", `(?i:identified by) ['"]([^'"]+)['"]`),
	}
}

// tokens are those of services.
func tokens() []*shape {
	return []*shape{
		token("AWS", "IQoJb3JpZ2lu|FwoGZXIvYXdz", `[A-Za-z0-9+/=]{80,}`),
		token("Amazon Bedrock", "ABSK", `ABSK[A-Za-z0-9+/=]{60,}`),
		token("Amazon Bedrock", "bedrock-api-key-", `[A-Za-z0-9+/=_-]{40,}`),
		token("Amazon MWS", "amzn.mws.", `amzn\.mws\.[0-9a-f-]{36}`),
		token("GitHub", "ghp_|gho_|ghu_|ghs_|ghr_", `gh._[A-Za-z0-9]{30,}`),
		token("GitHub", "github_pat_", `github_pat_[A-Za-z0-9_]{22,}`),
		token("GitLab", "glpat-|gldt-|glrt-|glcbt-|glptt-|glft-|glsoat-|gloas-|glagent-",
			`gl[a-z]+-[A-Za-z0-9_.-]{16,}`),
		token("Bitbucket", "ATBB", `ATBB[A-Za-z0-9]{24,}`),
		token("Atlassian", "ATATT3|ATCTT3", `AT[AC]TT3[A-Za-z0-9_=-]{30,}`),
		token("Slack", "xoxa-|xoxb-|xoxc-|xoxd-|xoxe-|xoxe.|xoxo-|xoxp-|xoxr-|xoxs-|xapp-",
			`x(?:ox[a-z]|app)[-.][A-Za-z0-9.%-]{10,}`),
		token("Google", "AIza", `AIza[A-Za-z0-9_-]{35}`),
		token("Google", "GOCSPX-", `GOCSPX-[A-Za-z0-9_-]{20,}`),
		token("Google", "ya29.", `ya29\.[A-Za-z0-9_-]{20,}`),
		token("OpenAI", "sk-proj-|sk-svcacct-|sk-admin-", `sk-[a-z]+-[A-Za-z0-9_-]{20,}`),
		token("OpenAI", "sk-", `sk-[A-Za-z0-9]{20,}`),
		token("Anthropic", "sk-ant-", `sk-ant-[A-Za-z0-9_-]{20,}`),
		token("Hugging Face", "hf_", `hf_[A-Za-z0-9]{30,}`),
		token("Stripe", "sk_live_|sk_test_|rk_live_|rk_test_", `[rs]k_(?:live|test)_[A-Za-z0-9]{16,}`),
		token("Stripe", "whsec_", `whsec_[A-Za-z0-9+/=]{24,}`),
		token("Toss Payments", "live_sk_|live_gsk_|test_sk_|test_gsk_", `(?:live|test)_g?sk_[A-Za-z0-9]{16,}`),
		token("Square", "sq0atp-|sq0csp-", `sq0[a-z]{3}-[A-Za-z0-9_-]{22,}`),
		token("Shopify", "shpat_|shpss_|shpca_|shppa_", `shp[a-z]{2}_[0-9a-fA-F]{32}`),
		token("SendGrid", "SG.", `SG\.[A-Za-z0-9_-]{16,}\.[A-Za-z0-9_-]{16,}`),
		token("Mailgun", "key-", `key-[0-9a-f]{32}\b`),
		token("Twilio", "SK", `SK[0-9a-f]{32}\b`),
		token("Telegram", ":AA", `[0-9]{8,10}:AA[A-Za-z0-9_-]{33}\b`).behind("0123456789"),
		token("Facebook", "EAA", `EAA[A-Za-z0-9]{60,}`),
		token("npm", "npm_", `npm_[A-Za-z0-9]{36}`),
		token("PyPI", "pypi-AgE", `pypi-AgE[A-Za-z0-9_-]{40,}`),
		token("RubyGems", "rubygems_", `rubygems_[0-9a-f]{48}`),
		token("Docker", "dckr_pat_|dckr_oat_", `dckr_[op]at_[A-Za-z0-9_-]{20,}`),
		token("HashiCorp Vault", "hvs.|hvb.|hvr.", `hv.\.[A-Za-z0-9_-]{20,}`),
		token("Terraform", ".atlasv1.", `[A-Za-z0-9]{8,}\.atlasv1\.[A-Za-z0-9_-]{50,}`).behind(alnum),
		token("Pulumi", "pul-", `pul-[0-9a-f]{40}\b`),
		token("Doppler", "dp.pt.|dp.st.|dp.ct.|dp.sa.", `dp\.[a-z]{2}\.[A-Za-z0-9._-]{40,}`),
		token("DigitalOcean", "dop_v1_|doo_v1_|dor_v1_", `do._v1_[0-9a-f]{64}`),
		token("Heroku", "HRKU-", `HRKU-[A-Za-z0-9_-]{30,}`),
		token("Cloudflare", "v1.0-", `v1\.0-[0-9a-f]{24}-[0-9a-f]{100,}`),
		token("Databricks", "dapi", `dapi[0-9a-f]{32}`),
		token("Supabase", "sbp_|sb_secret_", `sb(?:p|_secret)_[A-Za-z0-9_-]{20,}`),
		token("PlanetScale", "pscale_", `pscale_[a-z]+_[A-Za-z0-9=._-]{30,}`),
		token("Naver Cloud", "ncp_iam_", `ncp_iam_[A-Za-z0-9]{20,}`),
		token("Azure", "AccountKey=|SharedAccessKey=", `[A-Za-z]+=([A-Za-z0-9+/]{40,}={0,2})`),
		token("Azure", "Q~", `[A-Za-z0-9_~.-]{3,4}Q~[A-Za-z0-9_~.-]{30,}`).behind(word + ".~"),
		token("Grafana", "glsa_|glc_", `gl(?:sa|c)_[A-Za-z0-9+/=_]{30,}`),
		token("New Relic", "NRAK-|NRJS-|NRIQ-", `NR[A-Z]{2}-[A-Za-z0-9-]{20,}`),
		token("Dynatrace", "dt0c01.|dt0s01.", `dt0.01\.[A-Z0-9]{24}\.[A-Z0-9]{40,}`),
		token("Sentry", "sntrys_|sntryu_", `sntry[su]_[A-Za-z0-9+/=_]{30,}`),
		token("Notion", "ntn_|secret_", `(?:ntn|secret)_[A-Za-z0-9]{40,}`),
		token("Linear", "lin_api_", `lin_api_[A-Za-z0-9]{30,}`),
		token("Figma", "figd_", `figd_[A-Za-z0-9_-]{30,}`),
		token("Postman", "PMAK-", `PMAK-[0-9a-f]{24}-[0-9a-f]{34}`),
		token("CircleCI", "CCIPAT_|CCIPRJ_", `CCIP[A-Z]{2,3}_[A-Za-z0-9]{16,}_[0-9a-f]{40}`),
		token("Buildkite", "bkua_", `bkua_[0-9a-f]{40}`),
		token("SonarQube", "squ_|sqp_|sqa_", `sq[upa]_[0-9a-f]{40}\b`),
		token("JFrog", "AKCp", `AKCp[A-Za-z0-9]{60,}`),
		token("Fly.io", "FlyV1 ", `FlyV1 (fm[0-9][a-z]?_[A-Za-z0-9+/=,_-]{40,})`),
		token("Netlify", "nfp_", `nfp_[A-Za-z0-9]{30,}`),
		token("Airtable", "pat", `pat[A-Za-z0-9]{14}\.[0-9a-f]{64}\b`).behind(word),
		token("Contentful", "CFPAT-", `CFPAT-[A-Za-z0-9_-]{40,}`),
		token("Brevo", "xkeysib-|xsmtpsib-", `x[a-z]+-[0-9a-f]{64}-[A-Za-z0-9]{16}`),
		token("1Password", "ops_eyJ", `ops_eyJ[A-Za-z0-9+/=_-]{80,}`),
		token("Mapbox", "sk.eyJ", `sk\.eyJ[A-Za-z0-9_-]{20,}\.[A-Za-z0-9_-]{20,}`),
		token("Replicate", "r8_", `r8_[A-Za-z0-9]{37}\b`),
		token("Groq", "gsk_", `gsk_[A-Za-z0-9]{40,}`),
		token("xAI", "xai-", `xai-[A-Za-z0-9]{60,}`),
		token("Perplexity", "pplx-", `pplx-[A-Za-z0-9]{40,}`),
		token("LangSmith", "lsv2_", `lsv2_[a-z]{2}_[0-9a-f]{32}_[0-9a-f]{10}\b`),
		token("Kakao", "KakaoAK ", `KakaoAK ([0-9a-f]{32})\b`),
		token("Tailscale", "tskey-", `tskey-[a-z]+-[A-Za-z0-9-]{20,}`),
	}
}

// webhooks are addresses that anybody may send to who knows them.
func webhooks() []*shape {
	return []*shape{
		webhook("Slack", "hooks.slack.com/", `[^/]+/(?:services|workflows|triggers)/([A-Za-z0-9/_-]{16,})`),
		webhook("Discord", "discord.com/api/|discordapp.com/api/",
			`[a-z.]+/api/(?:v[0-9]+/)?webhooks/([0-9]{10,}/[A-Za-z0-9_-]{30,})`).behind(alnum + "."),
		webhook("Microsoft Teams", "webhook.office.com/|outlook.office.com/webhook",
			`[a-z.]+/webhook(?:b2)?/([A-Za-z0-9@/_-]{32,})`).behind(word + "."),
		webhook("Google Chat", "chat.googleapis.com/",
			`chat\.googleapis\.com/v[0-9]+/spaces/([A-Za-z0-9_-]+/messages\?[^\s"'<>/]*token=[^\s"'<>/]{10,})`),
		webhook("Dooray", "hook.dooray.com/|hook.gov-dooray.com/",
			`hook\.[a-z-]+\.com/services/([0-9]{10,}/[0-9]{10,}/[A-Za-z0-9_-]{10,})`),
		webhook("Jandi", "wh.jandi.com/", `wh\.jandi\.com/connect-api/webhook/([0-9]+/[0-9a-f]{20,})`),
		webhook("Zapier", "hooks.zapier.com/", `hooks\.zapier\.com/hooks/catch/([0-9]+/[A-Za-z0-9]{5,})`),
	}
}

// begin is where the marks of shapes begin: for each two bytes the marks that begin
// with them, so that a text is gone through once.
type begin struct {
	at    [1 << 16]uint8
	marks [][]marked
}

type marked struct {
	mark  string
	shape int
}

var begins = sync.OnceValue(func() *begin {
	b := &begin{marks: make([][]marked, 1)}
	for i, s := range shapes() {
		for _, mark := range s.marks {
			two := &b.at[uint16(mark[0])<<8|uint16(mark[1])]
			if *two == 0 {
				*two = uint8(len(b.marks))
				b.marks = append(b.marks, nil)
			}
			b.marks[*two] = append(b.marks[*two], marked{mark, i})
		}
	}
	return b
})

// shaped are the secrets that are known by their shape. Where one is none, the word
// that it stands in is passed over, so that the work grows with the text alone.
func shaped(text string) (all []Found) {
	b, known := begins(), shapes()
	var after []int // how far each shape has come
	for i := 0; i+1 < len(text); i++ {
		for _, m := range b.marks[b.at[uint16(text[i])<<8|uint16(text[i+1])]] {
			if !strings.HasPrefix(text[i:], m.mark) {
				continue
			}
			if after == nil {
				after = make([]int, len(known))
			}
			if i < after[m.shape] {
				continue
			}
			f, next := known[m.shape].at(text, i, m.mark)
			after[m.shape] = next
			if f.To > 0 {
				all = append(all, f)
			}
		}
	}
	return all
}

// at is the secret whose mark stands at i, if there is one, and where the next may be.
func (s *shape) at(text string, i int, mark string) (f Found, next int) {
	from := i
	for from > 0 && i-from < mostBefore && strings.IndexByte(s.before, text[from-1]) >= 0 {
		from--
	}
	next = i + len(mark)
	inWord := i > 0 && isWord(text[i-1]) && isWord(mark[0])
	if s.before == "" && inWord {
		return f, next
	}
	m := s.form().FindStringSubmatchIndex(text[from:min(len(text), i+s.most)])
	if m == nil {
		for next < len(text) && (isWord(text[next]) || text[next] == '-') {
			next++
		}
		return f, next
	}
	next = max(next, from+m[1])
	f = Found{From: from, To: from + m[1], Kind: s.kind, Of: s.of}
	if len(m) > 2 && m[2] < m[3] {
		f.From, f.To = from+m[2], from+m[3]
	}
	if !s.usable(text[f.From:f.To]) {
		return Found{}, next
	}
	return f, next
}

func isWord(c byte) bool { return strings.IndexByte(alnum+"_", c) >= 0 }

// usable reports whether what was found can be used, and is no placeholder.
func (s *shape) usable(value string) bool {
	switch s.kind {
	case Userinfo, Password:
		return !placeholder(value)
	case Header:
		return strings.ContainsAny(value, "0123456789=") && !placeholder(value)
	}
	return true
}

// keys40 are secret access keys of AWS: 40 characters of base 64 that stand alone
// and change from letters to digits as only chance does.
func keys40(text string) (all []Found) {
	const size = 40
	for at := 0; at+size <= len(text); { // where such a run may begin
		last := at + size - 1
		for last >= at && isBase64(text[last]) {
			last--
		}
		if last >= at { // and none does before what is in its way
			at = last + 1
			continue
		}
		end := at
		changes := 0
		for ; end < len(text) && isBase64(text[end]); end++ {
			if end > at && class(text[end]) != class(text[end-1]) {
				changes++
			}
		}
		alone := (end == len(text) || text[end] != '=' && text[end] != '_' && text[end] != '-') &&
			(at == 0 || text[at-1] != '_' && text[at-1] != '-')
		if end-at == size && alone && changes >= 14 && mixed(text[at:end]) {
			all = append(all, Found{From: at, To: end, Kind: SecretKey, Of: "AWS"})
		}
		at = end
	}
	return all
}

func isBase64(c byte) bool { return class(c) != 0 }

// class tells the characters of base 64 apart; zero is none of them.
func class(c byte) uint8 { return classes[c] }

var classes = func() (all [256]uint8) {
	for c := range 256 {
		all[c] = classOf(byte(c))
	}
	return all
}()

func classOf(c byte) uint8 {
	switch {
	case c >= 'a' && c <= 'z':
		return 1
	case c >= 'A' && c <= 'Z':
		return 2
	case c >= '0' && c <= '9':
		return 3
	case c == '+' || c == '/':
		return 4
	}
	return 0
}

// mixed reports whether s has small letters, capitals and digits, none of them
// only hexadecimal.
func mixed(s string) bool {
	var has [5]bool
	for i := range len(s) {
		has[class(s[i])] = true
	}
	return has[1] && has[2] && has[3]
}
