package watch

import (
	"bytes"
	"maps"
	"slices"
	"strconv"
	"strings"
	"sync"
)

// The kinds of families, as the text format of Prometheus names them
// (https://prometheus.io/docs/instrumenting/exposition_formats/).
const (
	counter   = "counter"
	gauge     = "gauge"
	histogram = "histogram"
)

// family is figures of one name, one for each set of values of its labels. It is safe for
// concurrent use.
type family struct {
	name, help, kind string
	labels           []string
	bounds           []float64 // of a histogram, rising

	mu      sync.Mutex
	figures map[string]*figure // by their labels as they are written
}

// figure is a number, or how often a histogram saw values up to each of its bounds.
type figure struct {
	value  float64 // the sum of what a histogram saw
	seen   uint64
	within []uint64
}

// add adds to the figure of the labels.
func (f *family) add(value float64, labels ...string) {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.of(labels).value += value
}

// observe has a histogram see a value.
func (f *family) observe(value float64, labels ...string) {
	f.mu.Lock()
	defer f.mu.Unlock()
	one := f.of(labels)
	one.value += value
	one.seen++
	if at, _ := slices.BinarySearch(f.bounds, value); at < len(f.bounds) {
		one.within[at]++
	}
}

// of is the figure of the labels. Who calls holds the lock.
func (f *family) of(values []string) *figure {
	var key []byte
	for i, value := range values {
		key = appendLabel(key, f.labels[i], value)
	}
	one := f.figures[string(key)]
	if one == nil {
		if f.figures == nil {
			f.figures = map[string]*figure{}
		}
		one = &figure{within: make([]uint64, len(f.bounds))}
		f.figures[string(key)] = one
	}
	return one
}

// write adds the family in the text format, its figures in the order of their labels.
func (f *family) write(out *bytes.Buffer) {
	f.mu.Lock()
	defer f.mu.Unlock()
	if len(f.figures) == 0 {
		return
	}
	out.WriteString("# HELP " + f.name + " " + helpEscapes.Replace(f.help) + "\n# TYPE " + f.name + " " + f.kind + "\n")
	for _, labels := range slices.Sorted(maps.Keys(f.figures)) {
		one := f.figures[labels]
		if f.kind != histogram {
			line(out, f.name, labels, one.value)
			continue
		}
		var upTo uint64
		for i, bound := range f.bounds {
			upTo += one.within[i]
			line(out, f.name+"_bucket", string(appendLabel([]byte(labels), "le", number(bound))), float64(upTo))
		}
		line(out, f.name+"_bucket", string(appendLabel([]byte(labels), "le", "+Inf")), float64(one.seen))
		line(out, f.name+"_sum", labels, one.value)
		line(out, f.name+"_count", labels, float64(one.seen))
	}
}

func line(out *bytes.Buffer, name, labels string, value float64) {
	out.WriteString(name)
	if labels != "" {
		out.WriteString("{" + labels + "}")
	}
	out.WriteString(" " + number(value) + "\n")
}

func number(value float64) string { return strconv.FormatFloat(value, 'g', -1, 64) }

func appendLabel(labels []byte, name, value string) []byte {
	if len(labels) > 0 {
		labels = append(labels, ',')
	}
	labels = append(append(labels, name...), `="`...)
	return append(append(labels, valueEscapes.Replace(strings.ToValidUTF8(value, "\uFFFD"))...), '"')
}

var (
	helpEscapes  = strings.NewReplacer(`\`, `\\`, "\n", `\n`)
	valueEscapes = strings.NewReplacer(`\`, `\\`, "\n", `\n`, `"`, `\"`)
)
