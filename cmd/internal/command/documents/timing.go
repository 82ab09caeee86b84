package documents

import (
	"fmt"
	"time"

	"gongwen/cmd/internal/engine"
	"gongwen/internal/jsontext"
)

// timingFormats are those of the times of stages, the usual one first.
func timingFormats() []string { return []string{"text", "json"} }

// sayTiming prints what the stages of a run took, when that was measured.
func (a app) sayTiming(timing *engine.Timing, format string) error {
	if timing == nil {
		return nil
	}
	stages, reports, whole := timing.Spent()
	if format == "json" {
		content, err := timingJSON(stages, reports, whole)
		if err == nil {
			a.PrintText(string(content))
		}
		return err
	}
	a.Print(a.Text(fmt.Sprintf("用时 %.1f 毫秒，%d 份报告；各阶段（毫秒）：", milliseconds(whole), reports),
		fmt.Sprintf("%.1f ms, reports: %d; the stages in ms:", milliseconds(whole), reports)))
	a.Print(a.Text("      合计      每份      最长", "       all  a report   longest"))
	for _, s := range stages {
		title := a.Text(s.Title.ZH, s.Title.EN)
		a.Print(fmt.Sprintf("%10.2f%10.2f%10.2f  %s", milliseconds(s.All), milliseconds(s.All)/float64(max(reports, 1)), milliseconds(s.Longest), title))
	}
	return nil
}

func milliseconds(d time.Duration) float64 { return d.Seconds() * 1000 }

// timingJSON is the times as JSON, in seconds.
func timingJSON(stages []engine.StageTime, reports int, whole time.Duration) ([]byte, error) {
	type stage struct {
		Name    string  `json:"name"`
		Seconds float64 `json:"seconds"`
		Longest float64 `json:"longest"`
	}
	result := struct {
		Reports int     `json:"reports"`
		Seconds float64 `json:"seconds"`
		Stages  []stage `json:"stages"`
	}{reports, whole.Seconds(), []stage{}}
	for _, s := range stages {
		result.Stages = append(result.Stages, stage{s.Name, s.All.Seconds(), s.Longest.Seconds()})
	}
	return jsontext.Indented(result)
}
