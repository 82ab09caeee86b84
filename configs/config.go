package configs

import (
	"context"
	"errors"
	"io/fs"
	"path/filepath"
	"strings"

	"github.com/spf13/pflag"
	"github.com/spf13/viper"

	"gongwen/internal/diag"
	"gongwen/internal/infile"
	"gongwen/internal/source"
)

// Config is how the program works; a report's content is never part of it. It
// comes from defaults, then gongwen.yaml, then GONGWEN_* in the environment,
// then flags, each over the one before (see docs/configuration.md).
type Config struct {
	File      string // the configuration file that was read; empty for none
	Output    Output
	PDF       PDF
	OFD       OFD
	DOCX      DOCX
	Style     string // id of the style sheet; empty for the template's own
	Templates string // folder of templates and style sheets; empty for none
	Fonts     FontConfig
	Archive   []ArchiveField // in the order of ArchiveNames
	Sign      Sign
	Rules     RuleLevels // in place of those that templates give their rules
	Workers   int        // reports made at the same time; 0 for one a processor
	Lang      diag.Lang

	stylePos diag.Pos // where Style stands
}

// Output is where documents go and of what formats they are.
type Output struct {
	Dir     string   // empty for beside each report
	Formats []string // of DocumentKinds.Formats, none twice
}

// PDF is how PDF files are written.
type PDF struct {
	Conformance string // one of DocumentKinds.PDFLevels
}

// OFD is how OFD files are written.
type OFD struct {
	Profile string // one of DocumentKinds.OFDProfiles
}

// DOCX is how DOCX files are written.
type DOCX struct {
	ExactLines bool // single runs are spaced so that lines end as in the PDF
}

// FontConfig is where faces come from beside those built in.
type FontConfig struct {
	Dirs       []string
	Substitute []Substitute // in the order they are tried
}

// Substitute is a face that is tried before a font role's own.
type Substitute struct {
	Role string // id of a FontRole, such as 仿宋
	Face string // id of a face: its file's name without the extension
	Pos  diag.Pos
}

// ConfigFile is the name of the configuration file in the working directory.
const ConfigFile = "gongwen.yaml"

// EnvPrefix begins the names of environment variables; behind it stands the
// key in capitals with underscores for points: GONGWEN_OUTPUT_DIR.
const EnvPrefix = "GONGWEN_"

// Options is what Load reads the configuration from.
type Options struct {
	File  string                           // a configuration file that must exist; empty to look for ConfigFile in Dir
	Dir   string                           // the working directory; empty for the process's own
	Env   func(name string) (string, bool) // the environment as os.LookupEnv has it; nil for none
	Flags *pflag.FlagSet                   // the command's flags, of which those that were given count; nil for none
	Kinds DocumentKinds
}

// DocumentKinds are the documents that can be made, as the configuration names
// them.
type DocumentKinds struct {
	Formats   []string
	Usual     []string // those of Formats that are made when nothing else is asked for
	PDFLevels []string // conformance levels of PDF files
	PDFLevel  string   // the usual one

	OFDProfiles []string // what OFD files are for
	OFDProfile  string   // the usual one
}

// setting is a key of the configuration.
type setting struct {
	key  string
	flag string // name of the flag that sets it, where a command has it
	list bool
	path bool // in a file relative to the file's folder
}

var settings = []setting{
	{key: "output.dir", flag: "output", path: true},
	{key: "output.formats", flag: "to", list: true},
	{key: "pdf.conformance", flag: "pdf-level"},
	{key: "ofd.profile", flag: "ofd-profile"},
	{key: "docx.exact_lines", flag: "exact-lines"},
	{key: "style", flag: "style"},
	{key: "templates", path: true},
	{key: "fonts.dirs", list: true, path: true},
	{key: "sign.key", flag: "key", path: true},
	{key: "sign.cert", flag: "cert", list: true, path: true},
	{key: "sign.pass_file", flag: "pass-file", path: true},
	{key: "sign.tsa", flag: "tsa"},
	{key: "sign.level", flag: "level"},
	{key: "sign.timeout", flag: "timeout"},
	{key: "sign.ocsp", flag: "ocsp", list: true, path: true},
	{key: "sign.crl", flag: "crl", list: true, path: true},
	{key: "workers", flag: "jobs"},
	{key: "lang", flag: "lang"},
}

// variable is the name of the environment variable that sets it.
func (s setting) variable() string {
	return EnvPrefix + strings.ToUpper(strings.ReplaceAll(s.key, ".", "_"))
}

// Load reads the configuration. The Config holds what could be read even
// beside errors. A file that Options names may be a pipe. Places are file:line:col, or the variable or flag at fault.
func Load(ctx context.Context, opts Options) (Config, diag.List) {
	l := &configLoader{viper: viper.New(), origin: map[string]diag.Pos{}, kinds: opts.Kinds}
	l.viper.SetDefault("output.formats", opts.Kinds.Usual)
	l.viper.SetDefault("pdf.conformance", opts.Kinds.PDFLevel)
	l.viper.SetDefault("ofd.profile", opts.Kinds.OFDProfile)
	l.viper.SetDefault("docx.exact_lines", "false")
	l.viper.SetDefault("lang", "zh")
	l.viper.SetDefault("workers", "0")
	l.readFile(ctx, opts)
	l.readEnv(opts.Env)
	l.bindFlags(opts.Flags)
	c := l.config()
	l.problems.Sort()
	return c, l.problems
}

type configLoader struct {
	viper    *viper.Viper
	kinds    DocumentKinds
	file     string
	origin   map[string]diag.Pos // of the values of keys, as far as they are given
	fonts    []Substitute
	metadata []ArchiveField
	rules    RuleLevels
	problems diag.List
}

func (l *configLoader) readFile(ctx context.Context, opts Options) {
	name := opts.File
	var content []byte
	var err error
	if name != "" {
		content, err = infile.Read(ctx, name, source.MaxBytes)
	} else {
		name = filepath.Join(opts.Dir, ConfigFile)
		content, err = infile.ReadIn(infile.Folder(opts.Dir), ConfigFile, source.MaxBytes)
	}
	switch {
	case errors.Is(err, fs.ErrNotExist) && opts.File == "":
		return
	case errors.Is(err, fs.ErrNotExist):
		l.problems.Add(diag.Errorf(diag.Pos{File: name}, "没有这个配置文件", "there is no such configuration file"))
		return
	case err != nil:
		l.problems.Add(diag.Errorf(diag.Pos{File: name}, "配置文件不能读：%v", "the configuration file cannot be read: %v", err))
		return
	}
	l.file = name
	if source.Blank(content) {
		return
	}
	root, problems := source.Parse(name, content)
	l.problems = append(l.problems, problems...)
	if root == nil {
		return
	}
	l.takeFile(root)
}

// takeFile puts what the file says over the defaults.
func (l *configLoader) takeFile(root *source.Node) {
	top := fields(root, &l.problems, "output", "pdf", "ofd", "docx", "style", "templates", "fonts", "archive", "sign", "rules", "workers", "lang")
	groups := map[string]*source.Fields{"": top}
	if n := top.Get("output"); n != nil {
		groups["output"] = fields(n, &l.problems, "dir", "formats")
	}
	if n := top.Get("pdf"); n != nil {
		groups["pdf"] = fields(n, &l.problems, "conformance")
	}
	if n := top.Get("ofd"); n != nil {
		groups["ofd"] = fields(n, &l.problems, "profile")
	}
	if n := top.Get("docx"); n != nil {
		groups["docx"] = fields(n, &l.problems, "exact_lines")
	}
	if n := top.Get("fonts"); n != nil {
		groups["fonts"] = fields(n, &l.problems, "dirs", "substitute")
		l.substitutes(groups["fonts"].Get("substitute"))
	}
	if n := top.Get("sign"); n != nil && n.Kind != source.Null {
		groups["sign"] = l.signFields(n)
	}
	l.archive(top.Get("archive"))
	l.rulesOfFile(top.Get("rules"))
	values := map[string]any{}
	for _, s := range settings {
		group, key, nested := strings.Cut(s.key, ".")
		if !nested {
			group, key = "", s.key
		}
		f := groups[group]
		if f == nil || f.Get(key) == nil || f.Get(key).Kind == source.Null {
			continue
		}
		n := f.Get(key)
		texts := l.texts(n, s.list)
		if texts == nil {
			continue
		}
		if s.path {
			texts = l.fromFolder(texts)
		}
		l.origin[s.key] = n.Pos
		put(values, s.key, texts, s.list)
	}
	l.merge(values)
}

// texts is the value of a key of the file; a list may be a single value. It is
// nil when the value is of the wrong kind.
func (l *configLoader) texts(n *source.Node, list bool) []string {
	if list && n.Kind == source.List {
		return source.Strings(n, &l.problems)
	}
	text := source.String(n, &l.problems)
	if n.Kind != source.Scalar {
		return nil
	}
	return []string{text}
}

// fromFolder makes relative paths start at the folder of the file.
func (l *configLoader) fromFolder(paths []string) []string {
	out := make([]string, len(paths))
	for i, p := range paths {
		if p != "" && !filepath.IsAbs(p) && !strings.HasPrefix(p, tokenScheme) {
			p = filepath.Join(filepath.Dir(l.file), filepath.FromSlash(p))
		}
		out[i] = p
	}
	return out
}

// readEnv puts what the environment says over the file. An empty variable says
// nothing.
func (l *configLoader) readEnv(env func(string) (string, bool)) {
	if env == nil {
		return
	}
	values := map[string]any{}
	for _, s := range settings {
		text, ok := env(s.variable())
		if !ok || text == "" {
			continue
		}
		l.origin[s.key] = diag.Pos{File: s.variable()}
		put(values, s.key, s.split(text), s.list)
	}
	l.merge(values)
	l.rulesOfEnv(env)
}

// split takes a list in one text apart: folders as the system separates them
// in a path list, other values by commas.
func (s setting) split(text string) []string {
	switch {
	case !s.list:
		return []string{text}
	case s.path:
		return filepath.SplitList(text)
	}
	return strings.Split(text, ",")
}

func put(values map[string]any, key string, texts []string, list bool) {
	if group, rest, nested := strings.Cut(key, "."); nested {
		inner, ok := values[group].(map[string]any)
		if !ok {
			inner = map[string]any{}
			values[group] = inner
		}
		put(inner, rest, texts, list)
		return
	}
	if list {
		values[key] = texts
		return
	}
	values[key] = texts[0]
}

func (l *configLoader) merge(values map[string]any) {
	if err := l.viper.MergeConfigMap(values); err != nil {
		l.problems = append(l.problems, diag.From(err)...)
	}
}

// bindFlags puts the flags that were given over all else.
func (l *configLoader) bindFlags(flags *pflag.FlagSet) {
	if flags == nil {
		return
	}
	for _, s := range settings {
		flag := flags.Lookup(s.flag)
		if s.flag == "" || flag == nil || !flag.Changed {
			continue
		}
		l.origin[s.key] = diag.Pos{File: "--" + s.flag}
		if err := l.viper.BindPFlag(s.key, flag); err != nil {
			l.problems = append(l.problems, diag.From(err)...)
		}
	}
}
