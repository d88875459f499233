# Two targets do everything a newcomer needs, with Go and make alone:
#
#   make demo    build asbuilt and write the example's site to out/site
#   make test    every test
#
# Built programs are static: no C compiler is asked for.

GO ?= go
FUZZTIME ?= 20s

export CGO_ENABLED ?= 0

# How many mutants of which packages make mutants tries, and the share of them
# that the tests have to notice, in percent.
MUTANTS ?= 100
MUTATED ?= drift/match drift model/decisions discover
AT_LEAST ?= 0

.PHONY: demo build test tools golden pictures bench fuzz mutants nightly release release-test cross clean bin/asbuilt

demo: bin/asbuilt
	bin/asbuilt build architecture.yaml --snapshot examples/ai-service.snapshot.json --out out/site
	@echo
	@echo "The site is in out/site; open out/site/index.html in a browser."

bin/asbuilt:
	@mkdir -p bin
	$(GO) build -trimpath -o $@ ./cmd/asbuilt

# All programs; asbuilt-aws, with the AWS SDK in it, takes its time.
build:
	@mkdir -p bin
	$(GO) build -trimpath -o bin/ ./cmd/...

test: tools
	$(GO) test -timeout 60m ./...

# What only tests need: found where it is, fetched into .tools/ where that is
# possible, otherwise named with the command that installs it.
tools:
	@.ci/tools

# Rewrites every golden file with what the tests got. Read the difference.
golden:
	$(GO) test $$($(GO) list -f '{{$$p := .ImportPath}}{{range .TestImports}}{{if eq . "asbuilt/internal/golden"}}{{$$p}}{{"\n"}}{{end}}{{end}}{{range .XTestImports}}{{if eq . "asbuilt/internal/golden"}}{{$$p}}{{"\n"}}{{end}}{{end}}' ./... | sort -u) -update

# One table of what the pictures of every system of the corpus come to: whether
# they are true, complete and readable, and how they keep still (internal/pictures).
pictures:
	@$(GO) run ./internal/pictures

# Our own benchmarks, then asbuilt against its references (docs/performance.md;
# WRITE=-write puts the numbers there).
bench:
	$(GO) test -run '^$$' -bench . $$(grep -rl --include='*_test.go' --exclude-dir=bench '^func Benchmark' . | xargs -n 1 dirname | sort -u)
	$(GO) test -C bench -v -count 1 -timeout 60m . $(WRITE)

# Every fuzz target for FUZZTIME, one after another.
fuzz:
	@grep -rl --include='*_test.go' '^func Fuzz' . | sort | while read -r file; do \
		for target in $$(sed -n 's/^func \(Fuzz[A-Za-z0-9_]*\)(.*/\1/p' "$$file"); do \
			echo "$$(dirname "$$file") $$target"; \
			$(GO) test -run '^$$' -fuzz "^$$target\$$" -fuzztime $(FUZZTIME) "$$(dirname "$$file")" </dev/null || exit 1; \
		done || exit 1; \
	done

# One place changed at a time: do the tests of the package notice?
mutants:
	$(GO) run ./internal/mutant -n $(MUTANTS) -at-least $(AT_LEAST) $(MUTATED)

# What takes hours: all seeds, all changes of facts, the race detector
# everywhere, long fuzzing, the mutants.
nightly: tools
	ASBUILT_NIGHTLY=1 $(GO) test -timeout 180m ./...
	CGO_ENABLED=1 $(GO) test -race -timeout 60m $$($(GO) list ./... | grep -v '/e2e')
	$(MAKE) fuzz FUZZTIME=10m
	$(MAKE) mutants MUTATED="drift/match drift/reach" AT_LEAST=90
	$(MAKE) mutants MUTATED="drift model/decisions discover" AT_LEAST=85
	$(MAKE) release-test

# Archives, packages, bills of materials and checksums, into out/release.
release:
	$(GO) run -C release . -out out/release

release-test:
	release/test.sh

# asbuilt for every system that it is released for, and what vet says of it on
# the one that differs most; nobody has run it on Windows or macOS yet.
cross:
	@for target in linux/amd64 linux/arm64 darwin/amd64 darwin/arm64 windows/amd64 windows/arm64; do \
		echo "$$target"; \
		GOOS=$${target%/*} GOARCH=$${target#*/} $(GO) build -o /dev/null ./cmd/asbuilt || exit 1; \
	done
	GOOS=windows $(GO) vet ./cmd/asbuilt ./cmd

clean:
	rm -rf bin out .tools
