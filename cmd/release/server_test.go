package main

import (
	"bytes"
	"compress/gzip"
	"errors"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v6"
	"go.yaml.in/yaml/v3"

	"gongwen/internal/judge"
)

const serverFolder = "../../" + serverSource

// documents are the documents of a YAML file as JSON has them.
func documents(t *testing.T, path string) []any {
	t.Helper()
	var found []any
	for d := yaml.NewDecoder(bytes.NewReader(read(t, path))); ; {
		var one any
		err := d.Decode(&one)
		if errors.Is(err, io.EOF) {
			return found
		}
		if err != nil {
			t.Fatalf("%s: %v", path, err)
		}
		found = append(found, one)
	}
}

// schemaAt is a schema within a document, or the document itself.
func schemaAt(t *testing.T, document any, pointer string) *jsonschema.Schema {
	t.Helper()
	c := jsonschema.NewCompiler()
	if err := c.AddResource("schema.json", document); err != nil {
		t.Fatal(err)
	}
	s, err := c.Compile("schema.json#" + pointer)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// TestComposeFileIsValid holds it against the schema of the Compose Specification.
func TestComposeFileIsValid(t *testing.T) {
	content, err := jsonschema.UnmarshalJSON(bytes.NewReader(read(t, "testdata/compose/compose-spec.json")))
	if err != nil {
		t.Fatal(err)
	}
	schema := schemaAt(t, content, "")
	file := documents(t, filepath.Join(serverFolder, "compose.yaml"))[0].(map[string]any)
	if err := schema.Validate(file); err != nil {
		t.Error(err)
	}
	services := file["services"].(map[string]any)
	services["page"].(map[string]any)["comand"] = []any{"serve"}
	if schema.Validate(file) == nil {
		t.Error("a key that is none is taken")
	}
	for _, name := range []string{"page", "worker", "database"} {
		if services[name] == nil {
			t.Errorf("no service %s", name)
		}
	}
}

// kubernetesSchemas are the schemas of a group of Kubernetes' interface, in which a
// key that is not named is none: kubectl warns of such keys and leaves them out.
func kubernetesSchemas(t *testing.T, group string) any {
	t.Helper()
	z, err := gzip.NewReader(bytes.NewReader(read(t, "testdata/kubernetes/"+group+"_openapi.json.gz")))
	if err != nil {
		t.Fatal(err)
	}
	content, err := jsonschema.UnmarshalJSON(z)
	if err != nil {
		t.Fatal(err)
	}
	all := content.(map[string]any)["components"].(map[string]any)["schemas"].(map[string]any)
	for _, s := range all {
		if schema := s.(map[string]any); schema["properties"] != nil {
			schema["additionalProperties"] = false
		}
	}
	return content
}

// TestKubernetesManifestIsValid holds each of its objects against Kubernetes' own schema.
func TestKubernetesManifestIsValid(t *testing.T) {
	groups := map[string]any{"v1": kubernetesSchemas(t, "api__v1"), "apps/v1": kubernetesSchemas(t, "apis__apps__v1")}
	var kinds []string
	for _, o := range documents(t, filepath.Join(serverFolder, "kubernetes.yaml")) {
		object := o.(map[string]any)
		version, kind := object["apiVersion"].(string), object["kind"].(string)
		kinds = append(kinds, kind)
		group, _, inGroup := strings.Cut(version, "/")
		if !inGroup {
			group = "core"
		}
		schema := schemaAt(t, groups[version], "/components/schemas/io.k8s.api."+group+".v1."+kind)
		if err := schema.Validate(object); err != nil {
			t.Errorf("%s %v: %v", kind, object["metadata"], err)
		}
		object["spec"].(map[string]any)["replica"] = 1
		if schema.Validate(object) == nil {
			t.Errorf("%s: a key that is none is taken", kind)
		}
	}
	if got := strings.Join(kinds, " "); got != "StatefulSet Service Deployment Service Deployment" {
		t.Errorf("it has %s", got)
	}
}

// TestUnitsAreUnderstoodAndConfined has systemd read the units, and judge how much of
// the machine they leave to the program: 10 is everything, 0 nothing.
func TestUnitsAreUnderstoodAndConfined(t *testing.T) {
	systemd := judge.Optional(t, "systemd-analyze")
	root := t.TempDir()
	files := []file{{Path: "usr/bin/gongwen", Content: []byte("#!/bin/sh\n"), Program: true}}
	units := []string{"gongwen.service", "gongwen-worker.service"}
	for _, u := range units {
		files = append(files, file{Path: "usr/lib/systemd/system/" + u, Content: read(t, filepath.Join(serverFolder, u))})
	}
	for _, target := range []string{"multi-user", "sysinit", "basic", "network-online", "shutdown"} {
		files = append(files, file{Path: "usr/lib/systemd/system/" + target + ".target", Content: []byte("[Unit]\nDescription=" + target + "\n")})
	}
	if err := unpack(root, files, date); err != nil {
		t.Fatal(err)
	}
	for _, u := range units {
		for _, args := range [][]string{
			{"verify", "--root=" + root, "--man=no", u},
			{"security", "--root=" + root, "--offline=true", "--threshold=20", "--no-pager", u},
		} {
			said, err := exec.CommandContext(t.Context(), systemd, args...).CombinedOutput()
			if err != nil || args[0] == "verify" && len(said) > 0 {
				t.Errorf("%s %s: %v\n%s", args[0], u, err, said)
			}
		}
	}
}

// TestScriptsOfThePackageStartNothing runs them in a system whose programs only say
// that they were called, and reads what they would ask of systemd.
func TestScriptsOfThePackageStartNothing(t *testing.T) {
	shell := judge.Optional(t, "dash")
	bin, log := t.TempDir(), filepath.Join(t.TempDir(), "log")
	for _, name := range []string{"getent", "useradd", "chown", "chmod", "systemctl"} {
		called := "#!" + shell + "\necho " + name + " \"$@\" >>" + log + "\n"
		if name == "getent" {
			called += "exit 2\n" // there is no such user
		}
		if err := os.WriteFile(filepath.Join(bin, name), []byte(called), 0o700); err != nil {
			t.Fatal(err)
		}
	}
	asked := regexp.MustCompile(`systemctl ([^|]*)`)
	for _, call := range [][]string{{"postinst", "configure"}, {"postinst", "abort-upgrade"}, {"prerm", "upgrade", "2"}, {"prerm", "remove"}, {"postrm", "remove"}, {"postrm", "purge"}} {
		script := "../../packaging/debian/" + call[0]
		cmd := exec.CommandContext(t.Context(), shell, append([]string{"-eu", script}, call[1:]...)...)
		cmd.Env = []string{"PATH=" + bin}
		if said, err := cmd.CombinedOutput(); err != nil {
			t.Errorf("%q: %v\n%s", call, err, said)
		}
		for _, m := range asked.FindAllStringSubmatch(string(read(t, script)), -1) {
			switch verb := strings.Fields(strings.TrimPrefix(m[1], "--system "))[0]; verb {
			case "daemon-reload", "try-restart", "disable":
			default:
				t.Errorf("%s: systemctl %s", call[0], m[1])
			}
		}
	}
	if calls := string(read(t, log)); !strings.Contains(calls, "useradd --system") || !strings.Contains(calls, "chmod 0640 /etc/gongwen/environment") {
		t.Errorf("they call\n%s", calls)
	}
}
