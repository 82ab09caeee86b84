package command

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
	"gongwen/output/ofd"
	"gongwen/output/pdf"
)

// DocumentOptions are the options of all commands that make documents, as far
// as they have no key in the configuration; the others are read from the flags
// with it.
type DocumentOptions struct{ EmbedFonts bool }

// AddFlags adds the flags of the options.
func (o *DocumentOptions) AddFlags(flags *pflag.FlagSet, text Words) {
	flags.StringP("output", "o", "", text("输出文件夹（默认为报告所在的文件夹）", "output folder (default: that of the report)"))
	flags.BoolVar(&o.EmbedFonts, "embed-fonts", false, text("把用到的字体（子集）嵌入 DOCX", "embed the faces that are used, as subsets, in the DOCX"))
	flags.Bool("exact-lines", false, text("DOCX 逐段调字距，使换行与 PDF 相同；只用于打印：改动文字后字距会疏密不匀",
		"space single runs of the DOCX so that its lines end as in the PDF; for printing only: edited text comes out uneven"))
	levels := engine.DocumentKinds().PDFLevels
	flags.String("pdf-level", string(pdf.DefaultLevel), text("PDF/A 级别："+strings.Join(levels, "、"), "PDF/A level: "+strings.Join(levels, ", ")))
	profiles := engine.DocumentKinds().OFDProfiles
	flags.String("ofd-profile", string(ofd.DefaultProfile), text("OFD 的用途："+strings.Join(profiles, "、")+"（交换、归档）", "what OFD files are for: "+strings.Join(profiles, ", ")))
	flags.String("style", "", text("样式（默认用格式规定的样式）", "style sheet (default: the template's)"))
}

// FormatFlag adds the flag that names the formats of documents, which is read
// with the configuration.
func FormatFlag(flags *pflag.FlagSet, text Words) {
	names := format.Names()
	flags.StringSlice("to", format.Usual(), text("输出格式："+strings.Join(names, "、"), "formats: "+strings.Join(names, ", ")))
}

// SearchFlags adds the flag that has folders searched to their ground.
func SearchFlags(flags *pflag.FlagSet, deep *bool, text Words) {
	flags.BoolVarP(deep, "recursive", "r", false, text("也找下级文件夹里的报告", "look for reports in the folders below too"))
}

// Found is said in the help of commands that search folders.
func Found(text Words) string {
	return text("写文件夹，就处理里面的全部报告（.yaml、.yml、.json、.xlsx）；gongwen.yaml、名称以“.”或“~$”开头的、归档包里的不算，链接的文件夹不进去。",
		"Of a folder all reports in it are taken (.yaml, .yml, .json, .xlsx), but for gongwen.yaml, names that begin with . or ~$, and what lies in bags; links to folders are not followed.")
}

// Words is App.Text, for functions that add flags: it gives zh or en by the
// language of the run.
type Words func(zh, en string) string

// Setup is what the configuration makes of a run.
type Setup struct {
	Config  configs.Config
	Engine  *engine.Engine
	Order   engine.Order
	Writers *format.Writers // among which are the order's exporters
}

// Settings reads the configuration with the flags of a command over it.
func (a *App) Settings(ctx context.Context, flags *pflag.FlagSet) (configs.Config, error) {
	config, problems := configs.Load(ctx, configs.Options{File: a.config, Env: a.World.Env, Flags: flags, Kinds: engine.DocumentKinds()})
	if problems.HasErrors() {
		return config, a.Refuse(problems)
	}
	a.Lang = config.Lang // help has been written before the file is read
	a.Printer.Speak(a.Lang)
	a.Say(problems)
	return config, nil
}

// Setup reads the configuration with the flags of a command over it, opens the
// library and the faces that it names, and makes the engine and the order of
// the run. What is wrong is printed, and the error ends the command.
func (a *App) Setup(ctx context.Context, flags *pflag.FlagSet, options DocumentOptions) (Setup, error) {
	config, err := a.Settings(ctx, flags)
	if err != nil {
		return Setup{}, err
	}
	return a.Configured(config, options)
}

// Configured is Setup for a caller that has read the configuration itself.
// Warnings, such as of a face that may not be embedded, are printed.
func (a *App) Configured(config configs.Config, options DocumentOptions) (Setup, error) {
	writers := format.New(format.Options{
		EmbedFonts: options.EmbedFonts, ExactLines: config.DOCX.ExactLines,
		PDFLevel: pdf.Level(config.PDF.Conformance), OFDProfile: ofd.Profile(config.OFD.Profile),
	})
	exporters, err := writers.Exporters(config.Output.Formats)
	if err != nil {
		return Setup{}, a.Refuse(diag.From(err))
	}
	library, problems := openLibrary(config)
	faces, said := userFonts(config.Fonts)
	problems = append(problems, said...)
	if !said.HasErrors() { // a face that is missing because its file is damaged is said once
		problems = append(problems, faces.Check()...)
	}
	created, said := a.Epoch()
	problems = append(problems, said...)
	if problems.HasErrors() {
		return Setup{}, a.Refuse(problems)
	}
	a.Say(problems)
	return Setup{config, engine.New(library, faces), engine.Order{
		Levels:    config.Rules,
		Style:     config.Style,
		Exporters: exporters,
		Dir:       config.Output.Dir,
		Created:   created,
		Workers:   workers(config.Workers),
	}, writers}, nil
}

// openLibrary opens the templates and style sheets that a configuration names, and
// says what it wants that they do not have. The library is nil where they cannot be read.
func openLibrary(config configs.Config) (*configs.Library, diag.List) {
	library, problems := configs.OpenLibrary(config.Templates)
	if library != nil {
		problems = append(problems, config.Check(library)...)
	}
	return library, problems
}

// Library opens the templates and style sheets that the configuration names.
func (a *App) Library(ctx context.Context, flags *pflag.FlagSet) (*configs.Library, configs.Config, error) {
	config, err := a.Settings(ctx, flags)
	if err != nil {
		return nil, config, err
	}
	library, problems := openLibrary(config)
	if problems.HasErrors() {
		return nil, config, a.Refuse(problems)
	}
	a.Say(problems)
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
