package watch

import (
	"bytes"
	"net/http"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	dto "github.com/prometheus/client_model/go"
	"go.yaml.in/yaml/v3"
)

const root = "../../../../"

// given are the figures of a process that has done something of every kind, and their labels.
func given(t *testing.T) (families map[string]*dto.MetricFamily, labels map[string][]string) {
	t.Helper()
	f := New(asked(nil))
	f.Job("make_documents", "done", time.Second)
	get(t, f.Requests(http.NotFoundHandler(), time.Now), "/x", "")
	_, text := get(t, f.Handler(), "/metrics", "")
	families, labels = told(t, text), map[string][]string{}
	for name, family := range families {
		for _, l := range family.GetMetric()[0].GetLabel() {
			labels[name] = append(labels[name], l.GetName())
		}
		slices.Sort(labels[name])
	}
	return families, labels
}

// A figure as guides and rules name it, with what stands in braces behind it.
var named = regexp.MustCompile(`\b((?:gongwen|process|go)_[a-z_]+)(?:\{([^}]*)\})?`)

// The guides name all figures of the program, with their labels, and none that there is not.
func TestFiguresOfTheGuides(t *testing.T) {
	families, labels := given(t)
	for _, guide := range []string{"docs/operations.md", "docs/zh/operations.md"} {
		content, err := os.ReadFile(root + guide)
		if err != nil {
			t.Fatal(err)
		}
		said := map[string]bool{}
		for line := range strings.Lines(string(content)) {
			if !strings.HasPrefix(line, "| `gongwen_") {
				continue
			}
			cell, _, _ := strings.Cut(line[1:], "|")
			for _, m := range named.FindAllStringSubmatch(cell, -1) {
				name, has := m[1], strings.FieldsFunc(m[2], func(r rune) bool { return r == ',' })
				slices.Sort(has)
				if want, there := labels[name]; said[name] || !slices.Equal(has, want) {
					t.Errorf("%s: %s has the labels %q, in the guide %q (there is one: %v)", guide, name, want, has, there)
				}
				said[name] = true
			}
		}
		for name := range families {
			if strings.HasPrefix(name, "gongwen_") && !said[name] {
				t.Errorf("%s does not name %s", guide, name)
			}
		}
	}
}

// rule is a rule of Prometheus.
type rule struct {
	Alert       string            `yaml:"alert"`
	Expr        string            `yaml:"expr"`
	For         string            `yaml:"for"`
	Labels      map[string]string `yaml:"labels"`
	Annotations map[string]string `yaml:"annotations"`
}

// The alerts that are handed out are rules of Prometheus and speak of figures that there are,
// by labels that these have; and there is one for each figure that says when something is wrong.
func TestAlerts(t *testing.T) {
	content, err := os.ReadFile(root + "packaging/server/alerts.yaml")
	if err != nil {
		t.Fatal(err)
	}
	var file struct {
		Groups []struct {
			Name  string `yaml:"name"`
			Rules []rule `yaml:"rules"`
		} `yaml:"groups"`
	}
	decoder := yaml.NewDecoder(bytes.NewReader(content))
	decoder.KnownFields(true)
	if err := decoder.Decode(&file); err != nil {
		t.Fatal(err)
	}
	families, labels := given(t)
	watched := map[string]bool{
		"gongwen_queue_jobs":  true, // how long the oldest has waited says more than how many there are
		"gongwen_job_seconds": true, // what takes too long fails
	}
	seen, known := map[string]bool{}, map[string]bool{}
	for _, of := range labels {
		for _, label := range of {
			known[label] = true
		}
	}
	for _, g := range file.Groups {
		for _, r := range g.Rules {
			if severity := r.Labels["severity"]; r.Alert == "" || seen[r.Alert] || r.Annotations["summary"] == "" || r.Annotations["do"] == "" || severity != "page" && severity != "ticket" {
				t.Errorf("%+v", r)
			}
			seen[r.Alert] = true
			if _, err := time.ParseDuration(r.For); r.For != "" && err != nil {
				t.Error(err)
			}
			for _, m := range named.FindAllStringSubmatch(r.Expr, -1) {
				name := figureOf(m[1], families)
				if watched[name] = true; families[name] == nil {
					t.Errorf("%s speaks of %s, which there is not", r.Alert, m[1])
				}
				for _, has := range selector.FindAllStringSubmatch(m[2], -1) {
					if !slices.Contains(labels[name], has[1]) {
						t.Errorf("%s: %s has no label %s", r.Alert, name, has[1])
					}
				}
			}
			for _, m := range grouping.FindAllStringSubmatch(r.Expr, -1) {
				for label := range strings.SplitSeq(m[1], ",") {
					if label = strings.TrimSpace(label); label != "le" && label != "instance" && !known[label] {
						t.Errorf("%s: nothing has the label %s", r.Alert, label)
					}
				}
			}
		}
	}
	for name := range families {
		if strings.HasPrefix(name, "gongwen_") && !watched[name] {
			t.Errorf("no alert speaks of %s", name)
		}
	}
}

var (
	selector = regexp.MustCompile(`(\w+)\s*(?:=~|!~|!=|=)\s*"`)
	grouping = regexp.MustCompile(`by \(([^)]*)\)`)
)

// figureOf is the figure that a name is of: those of the parts of a histogram end otherwise.
func figureOf(name string, families map[string]*dto.MetricFamily) string {
	for _, ending := range []string{"_bucket", "_sum", "_count"} {
		if stem, ok := strings.CutSuffix(name, ending); ok && families[stem].GetType() == dto.MetricType_HISTOGRAM {
			return stem
		}
	}
	return name
}
