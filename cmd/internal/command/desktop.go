package command

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"gongwen/cmd/internal/console"
	"gongwen/internal/diag"
)

// consoleEncoding is the value of --encoding for that of the console.
const consoleEncoding = "console"

// prepare does what the flags of all commands ask for.
func (a *App) prepare() error {
	if a.quiet {
		a.Printer.ErrorsOnly()
	}
	if a.encoding == consoleEncoding {
		return nil
	}
	e, known := console.EncodingNamed(a.encoding)
	if !known {
		return Usagef("--encoding 只能是 console、utf-8、gbk 或 gb18030", "--encoding is console, utf-8, gbk or gb18030")
	}
	a.out.Encoding, a.err.Encoding = e, e
	return nil
}

// withCommand are the arguments of the world with the command that files alone mean:
// reports are built, and so a drop of files on the program builds them; what is no
// report but can be checked is checked.
func withCommand(groups []Group, w World) []string {
	at := firstFile(w.Args)
	if at < 0 {
		return w.Args
	}
	if isCommand(groups, w.Args[at]) {
		return w.Args
	}
	ending := endingOf(w.Args[at])
	_, err := os.Stat(w.Args[at])
	switch {
	case slices.Contains(checkedEndings, ending):
		return slices.Insert(slices.Clone(w.Args), at, "check")
	case err != nil && !slices.Contains(ReportEndings, ending):
		return w.Args
	case w.Desktop || slices.Contains(w.Args[:at], "--wait"): // a menu of the desktop
		return slices.Insert(slices.Clone(w.Args), at, "build", "--open")
	}
	return slices.Insert(slices.Clone(w.Args), at, "build")
}

// isCommand reports whether a word names a command of the groups, or one that cobra brings.
func isCommand(groups []Group, word string) bool {
	return slices.ContainsFunc(groups, func(g Group) bool { return slices.Contains(g.Names, word) }) || word == "help" || word == "completion"
}

// endingOf is the ending of the name of a file: that before .txt, which an editor has
// put behind it, where that is one of report files.
func endingOf(path string) string {
	name := strings.ToLower(filepath.Base(path))
	if before := strings.TrimPrefix(filepath.Ext(strings.TrimSuffix(name, ".txt")), "."); slices.Contains(ReportEndings, before) {
		return before
	}
	return strings.TrimPrefix(filepath.Ext(name), ".")
}

// checkedEndings are those of documents that are checked but no reports to build.
var checkedEndings = []string{"docx", "pdf", "html", "htm", "txt", "md"}

// firstFile is the place of the first argument that is no flag of all commands or
// its value; -1 for none, and where a flag comes first that is not of all commands.
func firstFile(args []string) int {
	for i := 0; i < len(args); i++ {
		switch arg := args[i]; {
		case arg == "--config", arg == "--lang", arg == "--encoding":
			i++
		case strings.HasPrefix(arg, "--config="), strings.HasPrefix(arg, "--lang="), strings.HasPrefix(arg, "--encoding="), arg == "--wait", arg == "--quiet", arg == "-q":
		case strings.HasPrefix(arg, "-"):
			return -1
		default:
			return i
		}
	}
	return -1
}

// Show opens a folder for the user to see, where there is a desktop.
func (a *App) Show(path string) {
	if a.World.Show == nil {
		return
	}
	if err := a.World.Show(path); err != nil {
		a.Say(diag.List{diag.Warnf(diag.Pos{File: path}, "打不开这个文件夹：%v", "the folder cannot be opened: %v", err)})
	}
}

// waitAtTheEnd keeps a window open that would close with what stands in it.
func (a *App) waitAtTheEnd() {
	if !a.wait && !a.World.Desktop || a.World.Answer == nil || a.seen {
		return
	}
	fmt.Fprintln(a.World.Err, "\n"+a.Text("按回车键关闭这个窗口。", "Press Enter to close this window."))
	a.World.Answer()
}

// What somebody reads who has double-clicked the program.
const (
	firstStepsZH = `公文（gongwen）：检查并生成《政府信息公开工作年度报告》等公文。

这个程序没有窗口，用法是把文件交给它：

  1. 把填好的报告（工作簿 .xlsx，或者 .yaml）拖到这个程序的图标上。
     程序检查报告，在报告旁边生成 DOCX 和 PDF，然后打开那个文件夹。
     有错误时不生成，说明哪一格错了、怎样改正。
  2. 已经做好的 DOCX、PDF 也可以拖上来，程序只检查。
  3. 还没有报告：在下面输入机关名称，得到一份待填的工作簿，每一格都有填写说明。

用命令行的：gongwen tour 演示一遍，gongwen --help 列出全部命令。`
	firstStepsEN = `gongwen checks and makes formal Chinese government reports.

It has no window; files are handed to it:

  1. Drop a report (a workbook .xlsx, or .yaml) on the icon of this program.
     It is checked, DOCX and PDF are made beside it, and their folder is opened.
     A report with errors is not built: you read which cell is wrong and how to mend it.
  2. A finished DOCX or PDF can be dropped too; it is only checked.
  3. There is no report yet: type the name of the agency below for a workbook to
     fill in, with help for every cell.

On a command line gongwen tour shows how it goes, and gongwen --help lists all commands.`
)

// firstSteps says what to do with the program, and makes a workbook for the agency
// that somebody names.
func (a *App) firstSteps(cmd *cobra.Command) error {
	a.PrintText(a.Text(firstStepsZH, firstStepsEN))
	if a.World.Answer == nil {
		return nil
	}
	_, _ = fmt.Fprint(a.World.Err, "\n"+a.Text("新建工作簿：输入机关名称，按回车（不要新建，直接按回车关闭）：", "A new workbook: type the agency and press Enter (Enter alone closes this window): "))
	agency := a.World.Answer()
	if a.seen = agency == ""; a.seen {
		return nil
	}
	path := a.freeName(fmt.Sprintf(a.Text("%d年度报告", "report %d"), a.World.Now().Year()-1)) // written in the January after
	if err := also(cmd, "init", "--agency", agency, path); err != nil {
		return err
	}
	a.PrintText(a.Text("填好、保存以后，把它拖到这个程序的图标上。", "When it is filled in and saved, drop it on the icon of this program."))
	a.Show(path)
	return nil
}

// also does what another command does.
func also(cmd *cobra.Command, args ...string) error {
	other, rest, err := cmd.Root().Find(args)
	if err != nil {
		return err
	}
	if err := other.ParseFlags(rest); err != nil {
		return err
	}
	other.SetContext(cmd.Context())
	return other.RunE(other, other.Flags().Args())
}

// freeName is the path of a workbook of a name on the desktop, with a number behind
// it where there is one already.
func (a *App) freeName(name string) string {
	folder, free := a.desktopFolder(), ""
	for n := 1; ; n++ {
		if n > 1 {
			free = fmt.Sprintf(a.Text("（%d）", " (%d)"), n)
		}
		path := filepath.Join(folder, name+free+".xlsx")
		if _, err := os.Lstat(path); err != nil {
			return path
		}
	}
}

// desktopFolder is where people look first: their desktop, else their home, else
// where the program runs.
func (a *App) desktopFolder() string {
	home, _ := a.World.Env("USERPROFILE")
	if unix, _ := a.World.Env("HOME"); home == "" {
		home = unix
	}
	for _, name := range []string{filepath.Join("OneDrive", "Desktop"), filepath.Join("OneDrive", "桌面"), "Desktop", "桌面"} {
		if at, err := os.Stat(filepath.Join(home, name)); home != "" && err == nil && at.IsDir() {
			return filepath.Join(home, name)
		}
	}
	return home
}
