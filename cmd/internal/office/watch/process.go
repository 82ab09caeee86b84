package watch

import (
	"bytes"
	"os"
	"runtime"
	"runtime/metrics"
	"strconv"
	"strings"
)

// runtimeFigures are the figures of the Go runtime that are told, by their names in
// runtime/metrics; those of Prometheus are the ones that its own client has.
var runtimeFigures = []struct{ sample, name, help, kind string }{
	{"/sched/goroutines:goroutines", "go_goroutines", "Goroutines that there are.", gauge},
	{"/memory/classes/heap/objects:bytes", "go_memstats_heap_alloc_bytes", "Bytes of objects on the heap.", gauge},
	{"/gc/heap/goal:bytes", "go_memstats_next_gc_bytes", "Bytes of heap at which the next collection begins.", gauge},
	{"/memory/classes/total:bytes", "go_memstats_sys_bytes", "Bytes that the runtime has from the system.", gauge},
	{"/gc/heap/allocs:bytes", "go_memstats_alloc_bytes_total", "Bytes that were allocated on the heap.", counter},
	{"/gc/heap/allocs:objects", "go_memstats_mallocs_total", "Objects that were allocated on the heap.", counter},
	{"/gc/cycles/total:gc-cycles", "go_gc_cycles_total", "Collections that came to their end.", counter},
	{"/cpu/classes/gc/total:cpu-seconds", "go_gc_cpu_seconds_total", "Processor time of the collector, in seconds.", counter},
	{"/sched/gomaxprocs:threads", "go_sched_gomaxprocs_threads", "Threads that may run at once.", gauge},
}

// writeRuntime adds the figures of the Go runtime.
func writeRuntime(out *bytes.Buffer) {
	samples := make([]metrics.Sample, len(runtimeFigures))
	for i, f := range runtimeFigures {
		samples[i].Name = f.sample
	}
	metrics.Read(samples)
	write(out, "go_info", "1, with the version of Go.", gauge, 1, "version", runtime.Version())
	for i, f := range runtimeFigures {
		switch v := samples[i].Value; v.Kind() {
		case metrics.KindUint64:
			write(out, f.name, f.help, f.kind, float64(v.Uint64()))
		case metrics.KindFloat64:
			write(out, f.name, f.help, f.kind, v.Float64())
		case metrics.KindBad, metrics.KindFloat64Histogram: // this runtime does not have it
		}
	}
}

// write adds a family of one figure, with a label or without.
func write(out *bytes.Buffer, name, help, kind string, value float64, label ...string) {
	f := &family{name: name, help: help, kind: kind}
	if len(label) > 0 {
		f.labels, label = label[:1], label[1:]
	}
	f.add(value, label...)
	f.write(out)
}

// userHertz are the ticks of a second in /proc/PID/stat, on every architecture that Go knows.
const userHertz = 100

// writeProcess adds what Linux says of the process (proc(5)); where there is no /proc nothing.
func writeProcess(out *bytes.Buffer) {
	stat, err := os.ReadFile("/proc/self/stat")
	if err != nil {
		return
	}
	// The name of the program stands in parentheses and may hold blanks; the fields behind it
	// are counted from the third.
	fields := strings.Fields(string(stat[bytes.LastIndexByte(stat, ')')+1:]))
	field := func(n int) float64 {
		if n-3 >= len(fields) {
			return 0
		}
		value, _ := strconv.ParseFloat(fields[n-3], 64) //nolint:errcheck // the kernel writes numbers
		return value
	}
	const utime, stime, threads, starttime, vsize, rss = 14, 15, 20, 22, 23, 24
	write(out, "process_cpu_seconds_total", "Processor time of the process, in seconds.", counter, (field(utime)+field(stime))/userHertz)
	write(out, "process_num_threads", "Threads of the process.", gauge, field(threads))
	write(out, "process_resident_memory_bytes", "Bytes of memory that the process holds.", gauge, field(rss)*float64(os.Getpagesize()))
	write(out, "process_virtual_memory_bytes", "Bytes of addresses that the process has.", gauge, field(vsize))
	if booted := bootTime(); booted > 0 {
		write(out, "process_start_time_seconds", "When the process began, in seconds since 1970.", gauge, booted+field(starttime)/userHertz)
	}
	if open, err := os.ReadDir("/proc/self/fd"); err == nil {
		write(out, "process_open_fds", "Files that are open.", gauge, float64(len(open)-1)) // without that of the folder itself
	}
	if most := openFilesAllowed(); most > 0 {
		write(out, "process_max_fds", "Files that may be open.", gauge, most)
	}
}

// bootTime is when the system began, in seconds since 1970; 0 if that is not said.
func bootTime() float64 { return numberAfter("/proc/stat", "btime ") }

// openFilesAllowed is how many files the process may have open; 0 if that is not said or has no end.
func openFilesAllowed() float64 { return numberAfter("/proc/self/limits", "Max open files ") }

// numberAfter is the first number behind the words that begin a line of a file.
func numberAfter(name, words string) float64 {
	content, err := os.ReadFile(name)
	if err != nil {
		return 0
	}
	for line := range strings.Lines(string(content)) {
		if rest, ok := strings.CutPrefix(line, words); ok {
			if fields := strings.Fields(rest); len(fields) > 0 {
				if value, err := strconv.ParseFloat(fields[0], 64); err == nil {
					return value
				}
			}
		}
	}
	return 0
}
