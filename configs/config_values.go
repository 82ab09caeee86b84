package configs

import (
	"slices"
	"strconv"
	"strings"

	"gongwen/internal/diag"
	"gongwen/internal/source"
)

// config checks the values that hold in the end.
func (l *configLoader) config() Config {
	c := Config{
		File:      l.file,
		Style:     l.viper.GetString("style"),
		Templates: l.viper.GetString("templates"),
		Fonts:     FontConfig{Dirs: l.viper.GetStringSlice("fonts.dirs"), Substitute: l.fonts},
		Output:    Output{Dir: l.viper.GetString("output.dir"), Formats: l.formats()},
		PDF:       PDF{Conformance: l.pdfLevel()},
		OFD:       OFD{Profile: l.ofdProfile()},
		DOCX:      DOCX{ExactLines: l.bool("docx.exact_lines")},
		Archive:   l.metadata,
		Sign:      l.sign(),
		Rules:     l.rules,
		Workers:   l.workers(),
		Lang:      l.lang(),
		stylePos:  l.origin["style"],
	}
	if c.Style != "" && !fileID.MatchString(c.Style) {
		l.problems.Add(diag.Errorf(l.origin["style"], "“%s”不能作样式的标识", "%q is no id of a style sheet", c.Style).
			WithHint("写样式文件的名称，不带文件夹和 .yaml", "give the name of its file without folder and .yaml"))
	}
	if _, given := l.origin["output.dir"]; given && c.Output.Dir == "" {
		l.problems.Add(diag.Errorf(l.origin["output.dir"], "输出文件夹不能留空", "the output folder must not be empty").
			WithHint("当前文件夹写作“.”", "the working directory is written \".\""))
	}
	if slices.Contains(c.Fonts.Dirs, "") {
		l.problems.Add(diag.Errorf(l.origin["fonts.dirs"], "字体文件夹不能留空", "a folder of fonts must not be empty"))
	}
	return c
}

func (l *configLoader) formats() []string {
	var out []string
	pos := l.origin["output.formats"]
	for _, text := range l.viper.GetStringSlice("output.formats") {
		f := strings.ToLower(strings.TrimSpace(text))
		switch {
		case !slices.Contains(l.kinds.Formats, f):
			d := diag.Errorf(pos, "没有“%s”这种输出格式", "there is no output format %q", text)
			l.problems.Add(source.Suggest(d, text, l.kinds.Formats))
		case slices.Contains(out, f):
			l.problems.Add(diag.Errorf(pos, "输出格式“%s”写了两次", "the output format %q is given twice", f))
		default:
			out = append(out, f)
		}
	}
	if len(out) == 0 && !l.problems.HasErrors() {
		l.problems.Add(diag.Errorf(pos, "没有写明输出格式", "no output format is given").
			WithHint("可以用的有：%s", "known are: %s", strings.Join(l.kinds.Formats, ", ")))
	}
	return out
}

func (l *configLoader) pdfLevel() string {
	text := l.viper.GetString("pdf.conformance")
	level := strings.ToLower(strings.TrimSpace(text))
	if !slices.Contains(l.kinds.PDFLevels, level) {
		l.problems.Add(diag.Errorf(l.origin["pdf.conformance"], "没有“%s”这个 PDF/A 级别", "there is no PDF/A level %q", text).
			WithHint("可以用的有：%s", "known are: %s", strings.Join(l.kinds.PDFLevels, ", ")))
	}
	return level
}

func (l *configLoader) ofdProfile() string {
	text := l.viper.GetString("ofd.profile")
	profile := strings.ToLower(strings.TrimSpace(text))
	if !slices.Contains(l.kinds.OFDProfiles, profile) {
		l.problems.Add(diag.Errorf(l.origin["ofd.profile"], "没有“%s”这种 OFD", "there is no OFD profile %q", text).
			WithHint("可以用的有：%s", "known are: %s", strings.Join(l.kinds.OFDProfiles, ", ")))
	}
	return profile
}

// bool is the value of a key that is true or false.
func (l *configLoader) bool(key string) bool {
	text := l.viper.GetString(key)
	value, err := strconv.ParseBool(text)
	if err != nil {
		l.problems.Add(diag.Errorf(l.origin[key], "%s 应为 true 或 false，实为“%s”", "%s should be true or false, not %q", key, text))
	}
	return value
}

func (l *configLoader) workers() int {
	text := l.viper.GetString("workers")
	n, err := strconv.Atoi(text)
	if err != nil || n < 0 || n > maxWorkers {
		l.problems.Add(diag.Errorf(l.origin["workers"], "workers 应为 0 到 %d 的整数，实为“%s”", "workers should be a whole number from 0 to %d, not %q", maxWorkers, text).
			WithHint("0 表示与处理器核数相同", "0 is one a processor"))
		return 0
	}
	return n
}

func (l *configLoader) lang() diag.Lang {
	switch text := l.viper.GetString("lang"); text {
	case "zh":
		return diag.ZH
	case "en":
		return diag.EN
	default:
		l.problems.Add(diag.Errorf(l.origin["lang"], "lang 应为 zh 或 en，实为“%s”", "lang should be zh or en, not %q", text))
		return diag.ZH
	}
}
