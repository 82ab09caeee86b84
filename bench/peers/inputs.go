package main

import (
	"context"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"gongwen/bench/peers/composed"
	"gongwen/bench/peers/neutral"
)

// input is one report in every form that a program takes.
type input struct{ yaml, json, html, docx, values string }

// sentences make the reports differ, so that no program keeps what it made before
// and tables fall on the pages' ends in different ways.
var sentences = []string{
	"有关科室按照职责分工抓好落实，及时更新栏目内容，确保表述规范、格式统一。",
	"对群众关心的事项同步做好解读，主动回应关切，把公开贯穿办理全过程。",
	"定期开展自查自评，发现差错及时更正，不拖延、不隐瞒、不重复报送。",
	"加强培训和业务交流，提高经办人员的政策水平和文字能力。",
	"健全协调机制，明确审核责任，做到先审查、后公开，一事一审。",
}

// where the sentences go: the end of the report's first paragraph.
const where = "持续巩固深化信访工作实际成效。"

func variant(report string, n int) (string, error) {
	before, after, ok := strings.Cut(report, where)
	if !ok {
		return "", fmt.Errorf("the report has no %q", where)
	}
	var b strings.Builder
	for i := range n {
		b.WriteString(sentences[(i*n+i)%len(sentences)])
	}
	return before + where + b.String() + after, nil
}

// inputs writes so many reports to a folder, the first as it is.
func (s *setup) inputs(ctx context.Context, n int) ([]input, error) {
	content, err := os.ReadFile(filepath.Join(s.repository, example))
	if err != nil {
		return nil, err
	}
	dir := filepath.Join(s.work, "in")
	if err := os.MkdirAll(dir, 0o777); err != nil {
		return nil, err
	}
	var list []input
	var template map[string]string
	for i := range n {
		at := filepath.Join(dir, fmt.Sprintf("report-%03d", i))
		in := input{yaml: at + ".yaml", json: at + ".json", html: at + ".html", docx: filepath.Join(dir, "docx", filepath.Base(at)+".docx"), values: filepath.Join(dir, "values", filepath.Base(at)+".json")}
		text, err := variant(string(content), i)
		if err != nil {
			return nil, err
		}
		if err := os.WriteFile(in.yaml, []byte(text), 0o666); err != nil {
			return nil, err
		}
		d, sheet, err := composed.Report(in.yaml)
		if err != nil {
			return nil, err
		}
		if s.sheet == nil {
			s.sheet, s.document = sheet, d
		}
		n, err := composed.Neutral(d, sheet, filepath.Join(s.repository, "fonts", "files"))
		if err != nil {
			return nil, err
		}
		if s.neutral == nil {
			s.neutral = n
		}
		if err := writeJSON(in.json, n); err != nil {
			return nil, err
		}
		if err := os.WriteFile(in.html, []byte(page(n)), 0o666); err != nil {
			return nil, err
		}
		list = append(list, in)
	}
	if _, err := once(ctx, command{args: s.gongwen(filepath.Join(dir, "docx"), list, "--to", "docx")}); err != nil {
		return nil, err
	}
	for i, in := range list {
		docx, err := os.ReadFile(in.docx)
		if err != nil {
			return nil, err
		}
		file, values, err := asTemplate(docx)
		if err != nil {
			return nil, err
		}
		if i == 0 {
			template = values
			if err := writeFile(filepath.Join(dir, "values", "template.docx"), file); err != nil {
				return nil, err
			}
		}
		if len(values) != len(template) {
			return nil, fmt.Errorf("report %d has %d texts, the template %d", i, len(values), len(template))
		}
		if err := writeJSON(in.values, values); err != nil {
			return nil, err
		}
	}
	return list, nil
}

// gongwen is the command that makes both files of reports, or those of one format.
func (s *setup) gongwen(out string, list []input, more ...string) []string {
	args := append([]string{s.program, "build", "--quiet", "--force", "-j1", "-o", out}, more...)
	for _, in := range list {
		args = append(args, in.yaml)
	}
	return args
}

func writeJSON(path string, v any) error {
	content, err := json.Marshal(v)
	if err != nil {
		return err
	}
	return writeFile(path, content)
}

func writeFile(path string, content []byte) error {
	if err := os.MkdirAll(filepath.Dir(path), 0o777); err != nil {
		return err
	}
	return os.WriteFile(path, content, 0o666)
}

// fontConfig is the configuration by which fontconfig has the report's faces alone,
// under their own names and those that the DOCX asks for.
func (s *setup) fontConfig() string {
	var b strings.Builder
	fmt.Fprintf(&b, "<?xml version=\"1.0\"?><!DOCTYPE fontconfig SYSTEM \"fonts.dtd\">\n<fontconfig><dir>%s</dir><cachedir>%s</cachedir>\n",
		filepath.Join(s.repository, "fonts", "files"), filepath.Join(s.cache, "fontconfig"))
	for _, role := range s.sheet.Fonts {
		faces := s.neutral.Faces[role.ID]
		alias(&b, role.Office.Name, faces.Others[0])
		if role.Office.Latin != role.Office.Name && faces.Latin.File != "" {
			alias(&b, role.Office.Latin, faces.Latin)
		}
	}
	b.WriteString("</fontconfig>\n")
	return b.String()
}

func alias(b *strings.Builder, name string, face neutral.Face) {
	if name == "" {
		return
	}
	fmt.Fprintf(b, "<match target=\"pattern\"><test name=\"family\"><string>%s</string></test><edit name=\"family\" mode=\"assign\" binding=\"strong\"><string>%s</string></edit>", name, face.Family)
	if face.Bold {
		b.WriteString("<edit name=\"weight\" mode=\"assign\"><const>bold</const></edit>")
	}
	b.WriteString("</match>\n")
}
