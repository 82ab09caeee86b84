# gongwen — the targets a person needs:
#   make demo   build, and write the example reports to dist/
#   make test   install what the tests need (Debian) and run them all
#   make check  what a contributor runs before a commit: format, vet, lint, test
#   make conform  ask every judge about the examples at every level of PDF/A
#   make bench  the benchmarks of docs/performance.md
#   make fidelity  how far the DOCX in LibreOffice agrees with the PDF
#   make fonts  fetch the font files again and compare them with their hashes
#   make dist   binaries for the machines that offices have

GO ?= go
export CGO_ENABLED = 0
TOOLS := $(CURDIR)/.tools
GOLANGCI := github.com/golangci/golangci-lint/v2/cmd/golangci-lint@v2.15.0

.PHONY: build demo test conform check format vet lint bench fidelity fonts judges dist clean

build:
	$(GO) build -trimpath -o bin/gongwen ./cmd/gongwen

demo: build
	./bin/gongwen build -o dist examples/shaxian-xinfangju-2023.yaml examples/invented-2024.yaml
	@echo "See dist/shaxian-xinfangju-2023.pdf and .docx"

judges:
	@.ci/judges

test: judges
	GONGWEN_TOOLS=$(TOOLS) $(GO) test ./...

conform: judges
	@GO=$(GO) .ci/conform

check: format vet lint test

format:
	@test -z "$$(gofmt -l $$(git ls-files -co --exclude-standard '*.go'))" || { gofmt -l $$(git ls-files -co --exclude-standard '*.go'); echo "gofmt -w these files"; exit 1; }

vet:
	$(GO) vet ./...

lint: $(TOOLS)/bin/golangci-lint
	$(TOOLS)/bin/golangci-lint run ./...

$(TOOLS)/bin/golangci-lint:
	GOBIN=$(TOOLS)/bin $(GO) install $(GOLANGCI)

bench:
	$(GO) test -run '^$$' -bench . -benchmem ./...

fidelity:
	$(GO) run ./cmd/fidelity -into docs/fidelity.md examples/*.yaml data/load/testdata/figures/*.json

fonts:
	fonts/fetch.sh

dist:
	@for target in windows/amd64 linux/amd64 linux/arm64 linux/loong64 darwin/arm64; do \
	  os=$${target%/*}; arch=$${target#*/}; ext=; [ $$os = windows ] && ext=.exe; \
	  dir=dist/gongwen-$$os-$$arch; mkdir -p $$dir; echo $$dir; \
	  GOOS=$$os GOARCH=$$arch $(GO) build -trimpath -ldflags '-s -w' -o $$dir/gongwen$$ext ./cmd/gongwen || exit 1; \
	  cp -r LICENSE NOTICE README.md README.zh-CN.md fonts/licenses examples $$dir/ || exit 1; \
	done

clean:
	rm -rf bin dist
