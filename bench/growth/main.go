// Command growth runs gongwen on inputs that grow and prints what each step costs:
// the processor's time of whole processes, fitted to a line, and by how much the last
// step is steeper than that line. Under 1.3 nothing grows faster than its input.
package main

import (
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"

	"gongwen/bench/median"
)

func main() {
	if len(os.Args) != 3 {
		fmt.Fprintln(os.Stderr, "usage: growth PROGRAM FOLDER (the repository)")
		os.Exit(2)
	}
	if err := run(context.Background(), os.Args[1], os.Args[2]); err != nil {
		fmt.Fprintln(os.Stderr, "growth:", err)
		os.Exit(1)
	}
}

// series is inputs of one kind, from small to large.
type series struct {
	name, unit string
	sizes      []int
	write      func(dir string, size int) error
	template   string // as a file, where it is not one of the program's
}

func run(ctx context.Context, program, repository string) error {
	program, err := filepath.Abs(program)
	if err != nil {
		return err
	}
	report, err := os.ReadFile(filepath.Join(repository, "examples/invented-2024.yaml"))
	if err != nil {
		return err
	}
	list, err := os.ReadFile(filepath.Join(repository, "examples/tables/project-funds-2023.yaml"))
	if err != nil {
		return err
	}
	templates, err := filepath.Abs(filepath.Join(repository, "examples/templates"))
	if err != nil {
		return err
	}
	for _, s := range []series{
		{"pages of text", "page", []int{5, 50, 150, 300, 500}, func(dir string, pages int) error { return long(dir, pages) }, ""},
		{"rows of a table", "row", []int{10, 100, 1000, 3000, 10000}, func(dir string, rows int) error { return rowsOf(dir, string(list), rows) }, templates},
		{"reports", "report", []int{1, 10, 100, 1000, 3000}, func(dir string, n int) error { return many(dir, string(report), n) }, ""},
	} {
		if err := s.measure(ctx, program); err != nil {
			return fmt.Errorf("%s: %w", s.name, err)
		}
	}
	return nil
}

// long is a notice of about so many pages, in paragraphs of two lines: 500 pages of
// full ones have more characters than a body may have.
func long(dir string, pages int) error {
	var b strings.Builder
	b.WriteString("格式: notice\n发文机关: 云岭县人民政府办公室\n发文字号: 云政办发〔2024〕3号\n标题: 云岭县人民政府办公室关于做好年度|政府信息公开工作的通知\n主送机关: [各乡镇人民政府]\n落款: {成文日期: 2024-03-05}\n正文: |\n")
	for i := range pages * linesOfPage / 2 {
		fmt.Fprintf(&b, "  第%d项由各单位对照任务清单核对，%s报办公室备案。\n\n", i+1, []string{"确保数字准确、", "及时更新栏目，", "主动回应关切，"}[i%3])
	}
	return os.WriteFile(filepath.Join(dir, "long.yaml"), []byte(b.String()), 0o600)
}

// linesOfPage is how many lines a page has (GB/T 9704-2012 5.2.3).
const linesOfPage = 22

// rowsOf is a table of so many rows in a file beside the report.
func rowsOf(dir, report string, rows int) error {
	var b strings.Builder
	b.WriteString("项目编码,项目名称,主管部门,开工日期,中央资金,地方资金,实际支出\n")
	for i := range rows {
		central, local := i%97+1, i%89+2
		fmt.Fprintf(&b, "%06d,第%d号农村道路改造工程,%s,2023-%02d-%02d,%d.25,%d.25,%d.00\n", i+1, i+1, []string{"县交通运输局", "县农业农村局", "县水利局"}[i*3/rows], i%12+1, i%28+1, central, local, central)
	}
	if err := os.WriteFile(filepath.Join(dir, "project-funds-2023.csv"), []byte(b.String()), 0o600); err != nil {
		return err
	}
	return os.WriteFile(filepath.Join(dir, "funds.yaml"), []byte(report), 0o600)
}

// many is so many reports of different agencies.
func many(dir, report string, n int) error {
	for i := range n {
		text := strings.ReplaceAll(report, "民族宗教事务局", fmt.Sprintf("第%d民族宗教事务局", i+1))
		if err := os.WriteFile(filepath.Join(dir, fmt.Sprintf("%04d.yaml", i+1)), []byte(text), 0o600); err != nil {
			return err
		}
	}
	return nil
}

func (s series) measure(ctx context.Context, program string) error {
	fmt.Printf("\n| %s | processor, s | memory, MiB | ms for each further %s |\n|---|---|---|---|\n", s.name, s.unit)
	var x, y []float64
	for i, size := range s.sizes {
		cpu, memory, err := s.once(ctx, program, size)
		if err != nil {
			return err
		}
		x, y = append(x, float64(size)), append(y, cpu)
		step := "–"
		if i > 0 {
			step = fmt.Sprintf("%.2f", slope(x[i-1:], y[i-1:])*1000)
		}
		fmt.Printf("| %d | %.2f | %.0f | %s |\n", size, cpu, memory, step)
	}
	last := len(x) - 2
	fitted, steep := slope(x[:last+1], y[:last+1]), slope(x[last:], y[last:])
	fmt.Printf("\nfitted without the last: %.2f ms; the last step is %.2f times as steep\n", fitted*1000, steep/fitted)
	return nil
}

// slope is of the line that fits points best, by least squares.
func slope(x, y []float64) float64 {
	mx, my := mean(x), mean(y)
	var over, under float64
	for i := range x {
		over += (x[i] - mx) * (y[i] - my)
		under += (x[i] - mx) * (x[i] - mx)
	}
	return over / under
}

func mean(list []float64) float64 {
	sum := 0.0
	for _, v := range list {
		sum += v
	}
	return sum / float64(len(list))
}

// once is the median of three runs: seconds of the processor, MiB at the peak.
func (s series) once(ctx context.Context, program string, size int) (cpu, memory float64, err error) {
	dir, err := os.MkdirTemp("", "")
	if err != nil {
		return 0, 0, err
	}
	defer func() { _ = os.RemoveAll(dir) }()
	if err := s.write(dir, size); err != nil {
		return 0, 0, err
	}
	if s.template != "" {
		if err := os.WriteFile(filepath.Join(dir, "gongwen.yaml"), []byte("templates: "+s.template+"\n"), 0o600); err != nil {
			return 0, 0, err
		}
	}
	var times, peaks []float64
	for range 3 {
		cmd := exec.CommandContext(ctx, program, "build", "--quiet", "--force", "-j1", "-o", filepath.Join(dir, "out"), ".")
		cmd.Dir = dir
		said, err := cmd.CombinedOutput()
		if err != nil {
			return 0, 0, fmt.Errorf("%d: %w: %s", size, err, said)
		}
		u, ok := cmd.ProcessState.SysUsage().(*syscall.Rusage)
		if !ok {
			return 0, 0, fmt.Errorf("this system does not tell what a process takes")
		}
		times = append(times, (cmd.ProcessState.UserTime() + cmd.ProcessState.SystemTime()).Seconds())
		peaks = append(peaks, float64(u.Maxrss)/1024)
	}
	self := func(v float64) float64 { return v }
	return median.Of(times, self), median.Of(peaks, self), nil
}
