package main

import (
	"bytes"
	"context"
	"errors"
	"io"
	"io/fs"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"go.yaml.in/yaml/v3"

	"gongwen/cmd/internal/command"
	"gongwen/cmd/internal/engine"
	watching "gongwen/cmd/internal/office/watch"
	"gongwen/configs"
)

const serverFiles = "../../packaging/server/"

// TestDeploymentsCallTheProgramAsItIs holds what starts the program, files for Compose,
// Kubernetes, systemd and images, against its commands, flags, variables, ports and
// addresses: a schema knows none of them.
func TestDeploymentsCallTheProgramAsItIs(t *testing.T) {
	t.Run("compose", composeFile)
	t.Run("kubernetes", kubernetesManifest)
	t.Run("systemd", systemdUnits)
	t.Run("images", images)
	t.Run("configuration", func(t *testing.T) {
		// As it is, and with what stands in comments.
		content := readText(t, serverFiles+"gongwen.yaml")
		for _, text := range []string{content, regexp.MustCompile(`(?m)^#( {0,2}\w+:)`).ReplaceAllString(content, "$1")} {
			path := filepath.Join(t.TempDir(), "gongwen.yaml")
			writeFile(t, path, []byte(text))
			if _, problems := configs.Load(t.Context(), configs.Options{File: path, Env: nothing, Kinds: engine.DocumentKinds()}); problems.HasErrors() {
				t.Error(problems)
			}
		}
	})
}

func nothing(string) (string, bool) { return "", false }

func readText(t *testing.T, path string) string {
	t.Helper()
	content, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return string(content)
}

// called parses what the program is called with, and gives its flags.
func called(t *testing.T, args []string) map[string]string {
	t.Helper()
	var said bytes.Buffer
	world := command.World{Args: append(slices.Clone(args), "--help"), Env: nothing, Out: io.Discard, Err: &said}
	if code := Main(t.Context(), world); code != 0 {
		t.Errorf("%q: %s", args, said.String())
	}
	if len(args) == 0 || args[0] != "serve" && args[0] != "worker" {
		t.Fatalf("%q is no service", args)
	}
	flags := map[string]string{}
	for i := 1; i < len(args); i++ {
		name, isFlag := strings.CutPrefix(args[i], "--")
		if !isFlag || i+1 == len(args) {
			t.Fatalf("%q: %s is no flag with a value", args, args[i])
		}
		i++
		flags[name] = args[i]
	}
	return flags
}

// port is that of an address of a flag; 0 for none.
func port(t *testing.T, flags map[string]string, flag string) int {
	t.Helper()
	if flags[flag] == "" {
		return 0
	}
	n, err := strconv.Atoi(flags[flag][strings.LastIndex(flags[flag], ":")+1:])
	if err != nil {
		t.Error(err)
	}
	return n
}

// knownVariables are those that the program reads: its source has their names.
func knownVariables(t *testing.T) map[string]bool {
	t.Helper()
	known := map[string]bool{"XDG_DATA_HOME": true, "GOMEMLIMIT": true} // of the system and of Go
	name := regexp.MustCompile(`"((?:GONGWEN|AWS)_[A-Z_]+)"`)
	for _, dir := range []string{"../../cmd", "../../configs"} {
		err := filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
			if err != nil || d.IsDir() || !strings.HasSuffix(path, ".go") || strings.HasSuffix(path, "_test.go") {
				return err
			}
			for _, m := range name.FindAllStringSubmatch(readText(t, path), -1) {
				known[m[1]] = true
			}
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	return known
}

// database holds the address of a database against the service and the user that there are.
func database(t *testing.T, dsn, service, user, name string) {
	t.Helper()
	at, err := url.Parse(dsn)
	if err != nil || at.Scheme != "postgres" || at.Hostname() != service || at.User.Username() != user || at.Path != "/"+name {
		t.Errorf("%s is not the database %s of %s at %s: %v", dsn, name, user, service, err)
	}
}

// yamlDocuments are the documents of a YAML file in the form of T.
func yamlDocuments[T any](t *testing.T, path string) (all []T) {
	t.Helper()
	for d := yaml.NewDecoder(strings.NewReader(readText(t, path))); ; {
		var one T
		err := d.Decode(&one)
		if errors.Is(err, io.EOF) {
			return all
		}
		if err != nil {
			t.Fatalf("%s: %v", path, err)
		}
		all = append(all, one)
	}
}

func composeFile(t *testing.T) {
	type service struct {
		Image       string            `yaml:"image"`
		Command     []string          `yaml:"command"`
		Environment map[string]string `yaml:"environment"`
		Ports       []string          `yaml:"ports"`
		Volumes     []string          `yaml:"volumes"`
		DependsOn   map[string]struct {
			Condition string `yaml:"condition"`
		} `yaml:"depends_on"`
		Healthcheck *struct{} `yaml:"healthcheck"`
	}
	file := yamlDocuments[struct {
		Services map[string]service  `yaml:"services"`
		Volumes  map[string]struct{} `yaml:"volumes"`
	}](t, serverFiles+"compose.yaml")[0]
	known, own := knownVariables(t), 0
	setting := regexp.MustCompile(`\$\{(\w+)[^}]*\}`)
	for name, s := range file.Services {
		for _, v := range s.Volumes {
			if _, there := file.Volumes[strings.SplitN(v, ":", 2)[0]]; !there {
				t.Errorf("%s: no volume %s", name, v)
			}
		}
		for on, how := range s.DependsOn {
			if other, there := file.Services[on]; !there || how.Condition == "service_healthy" && other.Healthcheck == nil {
				t.Errorf("%s waits for %s", name, on)
			}
		}
		if s.Image != "gongwen" {
			continue
		}
		own++
		flags := called(t, s.Command)
		for v := range s.Environment {
			if !known[v] {
				t.Errorf("%s: the program reads no %s", name, v)
			}
		}
		postgres := file.Services["database"].Environment
		database(t, setting.ReplaceAllString(s.Environment["GONGWEN_DB"], "x"), "database", postgres["POSTGRES_USER"], postgres["POSTGRES_DB"])
		for _, p := range s.Ports {
			if _, inside, _ := strings.Cut(p, ":"); inside != strconv.Itoa(port(t, flags, "listen")) {
				t.Errorf("%s: nothing listens at %s", name, p)
			}
		}
	}
	if own != 2 {
		t.Errorf("%d services of the program", own)
	}
}

// The parts of objects of Kubernetes that are looked at.
type (
	probe struct {
		HTTPGet *struct{ Path, Port, Scheme string } `yaml:"httpGet"`
	}
	object struct {
		Kind     string
		Metadata struct{ Name string }
		Spec     struct {
			ServiceName string `yaml:"serviceName"`
			Selector    yaml.Node
			Ports       []struct {
				TargetPort string `yaml:"targetPort"`
			}
			Template struct {
				Metadata struct{ Labels map[string]string }
				Spec     struct {
					Containers []container
					Volumes    []struct{ Name string }
				}
			}
			VolumeClaimTemplates []struct{ Metadata struct{ Name string } } `yaml:"volumeClaimTemplates"`
		}
	}
	container struct {
		Image string
		Args  []string
		Env   []struct{ Name, Value string }
		Ports []struct {
			Name          string
			ContainerPort int `yaml:"containerPort"`
		}
		StartupProbe   probe                   `yaml:"startupProbe"`
		ReadinessProbe probe                   `yaml:"readinessProbe"`
		LivenessProbe  probe                   `yaml:"livenessProbe"`
		VolumeMounts   []struct{ Name string } `yaml:"volumeMounts"`
	}
)

func kubernetesManifest(t *testing.T) {
	objects := yamlDocuments[object](t, serverFiles+"kubernetes.yaml")
	known, own := knownVariables(t), 0
	for _, o := range objects {
		name := o.Kind + " " + o.Metadata.Name
		if o.Kind == "Service" {
			serviceReaches(t, name, o, objects)
			continue
		}
		var selector struct {
			MatchLabels map[string]string `yaml:"matchLabels"`
		}
		if err := o.Spec.Selector.Decode(&selector); err != nil || !selects(selector.MatchLabels, o) {
			t.Errorf("%s does not select its own pods: %v", name, err)
		}
		if of := o.Spec.ServiceName; of != "" && !slices.ContainsFunc(objects, func(s object) bool { return s.Kind == "Service" && s.Metadata.Name == of }) {
			t.Errorf("%s: no service %s", name, of)
		}
		for _, c := range o.Spec.Template.Spec.Containers {
			for _, m := range c.VolumeMounts {
				claimed := slices.ContainsFunc(o.Spec.VolumeClaimTemplates, func(v struct{ Metadata struct{ Name string } }) bool { return v.Metadata.Name == m.Name })
				if !claimed && !slices.ContainsFunc(o.Spec.Template.Spec.Volumes, func(v struct{ Name string }) bool { return v.Name == m.Name }) {
					t.Errorf("%s: no volume %s", name, m.Name)
				}
			}
			if c.Image == "gongwen" {
				own++
				containerStarts(t, name, c, known)
			}
		}
	}
	if own != 2 {
		t.Errorf("%d containers of the program", own)
	}
	// The command for the secret at the head of the file.
	address := regexp.MustCompile(`postgres://[^']+`).FindString(readText(t, serverFiles+"kubernetes.yaml"))
	database(t, address, "database", "gongwen", "gongwen")
}

func selects(labels map[string]string, o object) bool {
	for key, value := range labels {
		if o.Spec.Template.Metadata.Labels[key] != value {
			return false
		}
	}
	return len(labels) > 0
}

// serviceReaches holds the ports of a service against those of the pods that it selects.
func serviceReaches(t *testing.T, name string, s object, objects []object) {
	t.Helper()
	var labels map[string]string
	if err := s.Spec.Selector.Decode(&labels); err != nil {
		t.Error(err)
	}
	for _, p := range s.Spec.Ports {
		if !slices.ContainsFunc(objects, func(o object) bool {
			return selects(labels, o) && slices.ContainsFunc(o.Spec.Template.Spec.Containers, func(c container) bool { return c.port(p.TargetPort) > 0 })
		}) {
			t.Errorf("%s reaches no port %s", name, p.TargetPort)
		}
	}
}

// port is a port of a container by its name; 0 for none.
func (c container) port(name string) int {
	for _, p := range c.Ports {
		if p.Name == name {
			return p.ContainerPort
		}
	}
	return 0
}

// containerStarts holds a container of the program against it.
func containerStarts(t *testing.T, name string, c container, known map[string]bool) {
	t.Helper()
	flags := called(t, c.Args)
	for _, e := range c.Env {
		if !known[e.Name] {
			t.Errorf("%s: the program reads no %s", name, e.Name)
		}
	}
	page, watched := port(t, flags, "listen"), port(t, flags, "watch")
	for _, p := range c.Ports {
		if p.ContainerPort != page && p.ContainerPort != watched {
			t.Errorf("%s: nothing listens at %d", name, p.ContainerPort)
		}
	}
	answers := watching.Health(t.Context(), func(context.Context) error { return nil }, http.NotFoundHandler())
	probed := 0
	for _, p := range []probe{c.StartupProbe, c.ReadinessProbe, c.LivenessProbe} {
		if p.HTTPGet == nil {
			continue
		}
		probed++
		at, encrypted := c.port(p.HTTPGet.Port), flags["tls-cert"] != "" || flags["tls"] != ""
		if at == 0 || at == page && encrypted != (p.HTTPGet.Scheme == "HTTPS") || at == watched && p.HTTPGet.Scheme != "" {
			t.Errorf("%s: a probe asks port %s by %q", name, p.HTTPGet.Port, p.HTTPGet.Scheme)
		}
		if code := status(t, answers, p.HTTPGet.Path); code != 204 {
			t.Errorf("%s: %s is %d", name, p.HTTPGet.Path, code)
		}
	}
	if probed < 2 {
		t.Errorf("%s has %d probes", name, probed)
	}
}

func systemdUnits(t *testing.T) {
	started := regexp.MustCompile(`(?m)^ExecStart=/usr/bin/gongwen (.*?) (\$GONGWEN_\w+)$`)
	environment := readText(t, serverFiles+"environment")
	known := knownVariables(t)
	for _, unit := range []string{"gongwen.service", "gongwen-worker.service"} {
		m := started.FindStringSubmatch(readText(t, serverFiles+unit))
		if m == nil {
			t.Fatalf("%s does not start the program", unit)
		}
		// The options that the file of settings has as an example.
		options := regexp.MustCompile(`(?m)^#` + m[2][1:] + `="(.*)"$`).FindStringSubmatch(environment)
		if options == nil {
			t.Fatalf("environment has no %s", m[2])
		}
		called(t, append(strings.Fields(m[1]), strings.Fields(options[1])...))
		known[m[2][1:]] = true
	}
	for _, m := range regexp.MustCompile(`(?m)^#?([A-Z_]+)=`).FindAllStringSubmatch(environment, -1) {
		if !known[m[1]] {
			t.Errorf("environment: the program reads no %s", m[1])
		}
	}
}

// images have the program where the other files call it, and let out the port of the page.
func images(t *testing.T) {
	for _, file := range []string{"../../Dockerfile", serverFiles + "Dockerfile"} {
		content := readText(t, file)
		for _, line := range []string{" /usr/bin/gongwen\n", "\nENTRYPOINT [\"/usr/bin/gongwen\"]\n", "\nEXPOSE 8443\n", "\nENV XDG_DATA_HOME=/var/lib\n", "\nVOLUME /var/lib/gongwen\n", "\nUSER 65532:65532\n"} {
			if !strings.Contains(content, line) {
				t.Errorf("%s has no line %q", file, strings.TrimSpace(line))
			}
		}
	}
}

func status(t *testing.T, h http.Handler, path string) int {
	t.Helper()
	w := httptest.NewRecorder()
	h.ServeHTTP(w, httptest.NewRequestWithContext(t.Context(), http.MethodGet, path, nil))
	return w.Code
}
