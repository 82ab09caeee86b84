package main

import (
	"context"
	"path/filepath"
	"runtime"
	"strings"

	"github.com/spf13/pflag"

	"gongwen/cmd/internal/engine"
	"gongwen/configs"
	"gongwen/fonts"
	"gongwen/internal/diag"
	"gongwen/internal/infile"
	"gongwen/output/format"
	"gongwen/output/pdf"
)

// documentOptions are those of every command that makes documents. What the
// configuration has a key for is read with it, from the flags.
type documentOptions struct{ embedFonts bool }

// AddFlags adds the flags of the options.
func (o *documentOptions) AddFlags(flags *pflag.FlagSet, text words) {
	flags.StringP("output", "o", ".", text("输出文件夹", "output folder"))
	flags.BoolVar(&o.embedFonts, "embed-fonts", false, text("把用到的字体（子集）嵌入 DOCX", "embed the faces that are used, as subsets, in the DOCX"))
	flags.Bool("exact-lines", false, text("DOCX 逐段调字距，使换行与 PDF 相同；只用于打印：改动文字后字距会疏密不匀",
		"space single runs of the DOCX so that its lines end as in the PDF; for printing only: edited text comes out uneven"))
	levels := engine.DocumentKinds().PDFLevels
	flags.String("pdf-level", string(pdf.DefaultLevel), text("PDF/A 级别："+strings.Join(levels, "、"), "PDF/A level: "+strings.Join(levels, ", ")))
	flags.String("style", "", text("样式（默认用格式规定的样式）", "style sheet (default: the template's)"))
}

// formatFlag adds the flag that names the formats of documents, which is read
// with the configuration.
func formatFlag(flags *pflag.FlagSet, text words) {
	names := format.Names()
	flags.StringSlice("to", format.Usual(), text("输出格式："+strings.Join(names, "、"), "formats: "+strings.Join(names, ", ")))
}

// words chooses the text of the language of the run.
type words func(zh, en string) string

// setup is what the configuration makes of a run.
type setup struct {
	config configs.Config
	engine *engine.Engine
	order  engine.Order
}

// settings reads the configuration with the flags of a command over it.
func (a *app) settings(ctx context.Context, flags *pflag.FlagSet) (configs.Config, error) {
	config, problems := configs.Load(ctx, configs.Options{File: a.config, Env: a.world.Env, Flags: flags, Kinds: engine.DocumentKinds()})
	if problems.HasErrors() {
		return config, a.refuse(problems)
	}
	a.say(problems)
	return config, nil
}

// setup sets a run up as configuration and flags say.
func (a *app) setup(ctx context.Context, flags *pflag.FlagSet, options documentOptions) (setup, error) {
	config, err := a.settings(ctx, flags)
	if err != nil {
		return setup{}, err
	}
	return a.configured(config, options)
}

// configured is setup by a configuration that has been read. What is wrong
// without being an error, such as a face that may not be embedded, is said.
func (a *app) configured(config configs.Config, options documentOptions) (setup, error) {
	exporters, err := format.Exporters(config.Output.Formats, format.Options{EmbedFonts: options.embedFonts, ExactLines: config.DOCX.ExactLines, PDFLevel: pdf.Level(config.PDF.Conformance)})
	if err != nil {
		return setup{}, a.refuse(diag.From(err))
	}
	library, problems := configs.OpenLibrary(config.Templates)
	if library != nil {
		problems = append(problems, config.Check(library)...)
	}
	faces, said := userFonts(config.Fonts)
	problems = append(problems, said...)
	if !said.HasErrors() { // a face that is missing because its file is damaged is said once
		problems = append(problems, faces.Check()...)
	}
	created, said := a.epoch()
	problems = append(problems, said...)
	if problems.HasErrors() {
		return setup{}, a.refuse(problems)
	}
	a.say(problems)
	return setup{config, engine.New(library, faces), engine.Order{
		Levels:    config.Rules,
		Style:     config.Style,
		Exporters: exporters,
		Dir:       config.Output.Dir,
		Created:   created,
		Workers:   workers(config.Workers),
	}}, nil
}

// library opens the templates and style sheets that the configuration names.
func (a *app) library(ctx context.Context, flags *pflag.FlagSet) (*configs.Library, configs.Config, error) {
	config, err := a.settings(ctx, flags)
	if err != nil {
		return nil, config, err
	}
	library, problems := configs.OpenLibrary(config.Templates)
	if library != nil {
		problems = append(problems, config.Check(library)...)
	}
	if problems.HasErrors() {
		return nil, config, a.refuse(problems)
	}
	a.say(problems)
	return library, config, nil
}

// userFonts opens the faces of the folders that the configuration names.
func userFonts(config configs.FontConfig) (fonts.Options, diag.List) {
	var options fonts.Options
	var problems diag.List
	for _, dir := range config.Dirs {
		faces, said := fonts.ReadFolder(infile.Folder(dir))
		for i := range said {
			said[i].Pos.File = filepath.Join(dir, said[i].Pos.File)
		}
		options.Faces = append(options.Faces, faces...)
		problems = append(problems, said...)
	}
	for _, s := range config.Substitute {
		options.Substitutes = append(options.Substitutes, fonts.Substitute{Role: s.Role, Face: s.Face, Pos: s.Pos})
	}
	return options, problems
}

func workers(n int) int {
	if n > 0 {
		return n
	}
	return runtime.NumCPU()
}
