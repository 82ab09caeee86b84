# gongwen — the targets a person needs:
#   make demo   build, and write the example reports to dist/
#   make serve  the office's page at http://127.0.0.1:8080, with invented reports
#   make test   install what the tests need (Debian) and run them all: some ten minutes on two cores
#   make test-windows  the tests that need wine and mingw (Debian: wine wine64 gcc-mingw-w64-x86-64 nsis xvfb)
#   make quick  the tests that take no time: under a minute on two cores
#   make check  what a contributor runs before a commit: format, vet, lint, test
#   make race   the quick tests with the race detector
#   make cover  what the tests of each package cover of it; fails below .ci/floors
#   make fuzz   every fuzz target for FUZZTIME (10s) each
#   make growth  statements that reading executes for an input and its doubles
#   make bench  the benchmarks of docs/performance.md beside those of bench/baseline.txt; what got slower
#   make bench-instructions  how many instructions some commands take, counted by valgrind; fails where they are more than bench/instructions.tsv allows
#   make bench-floor  what a report takes of what the barest program takes that writes one PDF of it
#   make bench-peers  installs other programs that make such documents, and writes into docs/performance.md what they take of what gongwen takes
#   make bench-growth  what each further page, row and report takes, from few to many, each fitted to a line
#   make bench-workers DB=postgres://…  what a report takes by a queue and 1, 2, 4 and 8 workers, and what one PostgreSQL carries
#   make scale  a country's January by simulation, into docs/scale.md and docs/zh/scale.md
#   make soak   what takes hours: trials with kills and attacks, every fuzz target for a minute
#   make conform  ask every judge about the examples at every level of PDF/A
#   make fidelity  how far the DOCX in LibreOffice agrees with the PDF
#   make fonts  fetch the font files again and compare them with their hashes
#   make release  archives, packages and an installer of the commit, in dist/release

GO ?= go
export GO
export CGO_ENABLED = 0
TOOLS := $(CURDIR)/.tools
GOLANGCI := github.com/golangci/golangci-lint/v2/cmd/golangci-lint@v2.15.0
NFPM := github.com/goreleaser/nfpm/v2/cmd/nfpm@v2.45.2
BENCHSTAT := golang.org/x/perf/cmd/benchstat@v0.0.0-20260908200009-22c9c6c9d4da
GUARD = GONGWEN_TOOLS=$(TOOLS) $(GO) run ./cmd/guard
FUZZTIME ?= 10s
# A package that runs longer hangs.
TIMEOUT ?= 30m

.PHONY: build demo serve test test-windows quick race cover fuzz growth bench baseline bench-floor bench-growth bench-peers bench-workers scale bench-instructions instructions-baseline soak conform check format vet lint fidelity fonts judges release clean

build:
	$(GO) build -trimpath -o bin/gongwen ./cmd/gongwen

demo: build
	./bin/gongwen build -o dist examples/shaxian-xinfangju-2023.yaml examples/invented-2024.yaml
	@echo "See dist/shaxian-xinfangju-2023.pdf and .docx"

serve: build
	mkdir -p dist && ./bin/gongwen serve --sample --db sqlite:dist/sample.db

judges:
	@.ci/judges

test: judges
	@$(GUARD) test -timeout $(TIMEOUT) ./...

test-windows:
	@$(GUARD) test -count 1 -timeout $(TIMEOUT) -run 'Windows|Installer' ./cmd/gongwen ./cmd/release

quick:
	@$(GUARD) test -short -timeout 5m ./...

race:
	@CGO_ENABLED=1 $(GUARD) test -race -short -timeout $(TIMEOUT) ./...

cover: judges
	@$(GUARD) cover -floors .ci/floors -timeout $(TIMEOUT) ./...

fuzz:
	@.ci/seeds
	@$(GUARD) fuzz -time $(FUZZTIME) .

growth:
	@$(GUARD) growth .

bench: $(TOOLS)/bin/benchstat
	@$(GUARD) bench -benchstat $(TOOLS)/bin/benchstat ./...

bench-instructions:
	@$(GUARD) instructions

bench-floor: build
	@mkdir -p dist
	@cd bench && $(GO) build -o ../dist/floor ./floor && $(GO) build -o ../dist/pairs ./pairs
	@dist/pairs 15 bin/gongwen build --quiet --force -o dist/paired examples/shaxian-xinfangju-2023.yaml --- dist/floor dist/floor.pdf

bench-growth: build
	@mkdir -p dist
	@cd bench && $(GO) build -o ../dist/growth ./growth
	@dist/growth bin/gongwen .

# PEERS=typst,fpdf for some only, which writes nothing. On a machine that does nothing else.
bench-peers: build
	@mkdir -p $(TOOLS)/peers/bin
	@cd bench && $(GO) build -o $(TOOLS)/peers/bin/peers ./peers
	@$(TOOLS)/peers/bin/peers -repository . -gongwen bin/gongwen -cache $(TOOLS)/peers \
		$(if $(PEERS),-only $(PEERS),-into docs/performance.md -picture docs/pictures/peers.svg) $(if $(RUNS),-runs $(RUNS)) $(if $(MORE),-more $(MORE))

# DB is a server on this machine, as a user who may make databases.
bench-workers: build
	@mkdir -p dist
	@cd bench && $(GO) build -o ../dist/workers ./workers
	@dist/workers -db "$(DB)" $(if $(REPORTS),-reports $(REPORTS)) $(if $(WORKERS),-workers $(WORKERS))

# REAL=run.json of a real run, as gongwen run --report writes it, holds the model against it instead.
scale:
	@mkdir -p dist
	@cd bench && $(GO) build -o ../dist/country ./country
	@dist/country $(if $(REAL),-real $(REAL),-guides docs)

instructions-baseline:
	@$(GUARD) instructions -count 5 -update

# On a machine that does nothing else.
baseline:
	@$(GUARD) bench -update ./...

soak: judges
	@GONGWEN_SOAK=1 $(GUARD) test -count 1 -timeout 6h ./...
	@CGO_ENABLED=1 GONGWEN_SOAK=1 $(GUARD) test -race -count 1 -timeout 2h -run TestChaos ./cmd/internal/office/jobs
	@$(MAKE) growth
	@$(MAKE) fuzz FUZZTIME=1m

conform: judges
	@.ci/conform

check: format vet lint test

format:
	@test -z "$$(gofmt -l $$(git ls-files -co --exclude-standard '*.go'))" || { gofmt -l $$(git ls-files -co --exclude-standard '*.go'); echo "gofmt -w these files"; exit 1; }

vet:
	$(GO) vet ./...

lint: $(TOOLS)/bin/golangci-lint
	$(TOOLS)/bin/golangci-lint run ./...

$(TOOLS)/bin/golangci-lint:
	GOBIN=$(TOOLS)/bin $(GO) install $(GOLANGCI)

$(TOOLS)/bin/benchstat:
	GOBIN=$(TOOLS)/bin $(GO) install $(BENCHSTAT)

fidelity:
	$(GO) run ./cmd/fidelity -into docs/fidelity.md examples/*.yaml data/load/testdata/figures/*.json

fonts:
	fonts/fetch.sh

# TARGETS=linux/amd64,… for some machines only.
release: $(TOOLS)/bin/nfpm
	$(GO) run ./cmd/release -tools $(TOOLS)/bin $(if $(TARGETS),-targets $(TARGETS))

$(TOOLS)/bin/nfpm:
	GOBIN=$(TOOLS)/bin $(GO) install $(NFPM)

clean:
	rm -rf bin dist
