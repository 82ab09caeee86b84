package figures

import (
	"context"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"gongwen/cmd/internal/command"
	"gongwen/cmd/internal/engine"
	"gongwen/data/ledger"
	"gongwen/internal/diag"
)

// ledgerOptions are those of ledger.
type ledgerOptions struct {
	engine.LedgerOrder
	lines, show, dry bool
}

// AddFlags adds the flags of the options.
func (o *ledgerOptions) AddFlags(flags *pflag.FlagSet, text command.Words) {
	flags.StringVarP(&o.Path, "output", "o", "", text("填进这个报告文件（没有就新建一份）；不写只显示", "the report file to fill in, or to make where there is none; without it the counts are shown"))
	flags.IntVar(&o.Year, "year", 0, text("年度（默认为报告的年度，没有报告时为去年）", "year (default: that of the report, else last year)"))
	flags.StringVar(&o.Agency, "agency", "", text("新建报告时的机关名称", "name of the agency of a report that is made"))
	flags.StringVar(&o.Sheet, "sheet", "", text("工作簿里台账所在的工作表", "sheet of a workbook that is the register"))
	flags.StringVar(&o.Mapping, "mapping", "", text("对照文件：哪一栏的哪个词计入哪里（默认用程序自带的）", "mapping of words to rows and columns (default: the one that comes with the program)"))
	flags.BoolVar(&o.show, "show-mapping", false, text("显示程序自带的对照", "print the mapping that comes with the program"))
	flags.BoolVar(&o.lines, "lines", false, text("每个数列出计入的台账行号", "list the numbers of the lines that each figure counts"))
	flags.BoolVar(&o.dry, "dry-run", false, text("只显示会改什么，不写文件", "show what would change and write nothing"))
	flags.BoolVar(&o.Force, "force", false, text("覆盖手工填的、与台账不同的数", "replace figures that were typed and differ from the register"))
}

func (a app) ledgerCommand() *cobra.Command {
	var o ledgerOptions
	cmd := &cobra.Command{
		Use:   "ledger [flags] [-o REPORT] REGISTER",
		Short: a.Text("由台账（一件申请一行）计出年报的申请、复议诉讼两张表", "Count a register, one line a request, into the tables of requests and reviews"),
		Long: a.Text(`由政府信息公开申请台账（.xlsx 或 .csv，一件申请一行）计出年报里申请办理、复议诉讼两张表的数，填进报告，或者显示出来。
只读要计数的几栏：申请人类别、收到日期、办理结果、不予公开理由、答复日期、复议结果、诉讼结果；姓名、证件、电话、地址等别的栏目不读，不留，也不会出现在提示里。
哪个词计入哪里写在对照里，--show-mapping 显示程序自带的，改过的用 --mapping 指明。不认识的词列出行号，不得出结果。
以前年度收到、本年办理的计入上年结转；以前年度已经答复的、本年以后收到的不属于本年度，列出行号。`,
			`Count a register of requests for information (.xlsx or .csv, a line for each request) into the tables of requests and of reviews of the annual report, and put the figures into it, or show them.
Only the columns that are counted are read: kind of applicant, day of receipt, outcome, reason of refusal, day of the answer, results of reviews. Names, numbers of identity cards, telephones, addresses and whatever else
there is are neither read nor kept, and no message has them. Which word counts where is a mapping: --show-mapping prints the one that comes with the program, --mapping names another. Words that are not known are listed by
their lines, and there is no result then. Requests received in an earlier year and open until this one are carried in; those that were answered before, or received later, belong to another year and are listed.`),
		Example: "  gongwen ledger --year 2024 --lines 台账.xlsx\n  gongwen ledger -o 2024.yaml 台账.xlsx",
		Args: func(_ *cobra.Command, args []string) error {
			if len(args) == 1 && !o.show || len(args) == 0 && o.show {
				return nil
			}
			return command.Usagef("ledger 后面要写一个台账文件（.xlsx 或 .csv），或者只写 --show-mapping", "ledger needs one register (.xlsx or .csv), or --show-mapping alone")
		},
		ValidArgsFunction: command.FilesOf("xlsx", "csv"),
		RunE: func(cmd *cobra.Command, args []string) error {
			if o.show {
				a.PrintText(string(ledger.Standard()))
				return nil
			}
			if o.Path != "" {
				if err := command.KnownForm(o.Path); err != nil {
					return err
				}
			}
			s, err := a.Setup(cmd.Context(), cmd.Flags(), command.DocumentOptions{})
			if err != nil {
				return err
			}
			o.Usual = a.World.Now().Year() - 1
			return a.ledger(cmd.Context(), s, o, args[0])
		},
	}
	o.AddFlags(cmd.Flags(), a.Text)
	a.Offer(cmd, "output", command.FilesOf(command.ReportEndings...))
	a.Offer(cmd, "mapping", command.FilesOf("yaml", "yml"))
	return cmd
}

// ledger counts a register, and shows the counts or puts them into a report.
func (a app) ledger(ctx context.Context, s command.Setup, o ledgerOptions, path string) error {
	counted, said := s.Engine.Ledger(ctx, engine.FileInput(path), o.LedgerOrder)
	if counted == nil {
		a.Say(said)
		return command.ErrReported
	}
	if counted.Pulled == nil || o.lines {
		a.cells(counted.Count, o.lines)
	}
	said = append(said, a.summary(path, counted)...)
	if counted.Pulled == nil {
		a.Say(said)
		return nil
	}
	return a.put(counted.Pulled, said, o.dry)
}

// cells prints the counts, but for those of nothing.
func (a app) cells(count *ledger.Count, lines bool) {
	for _, c := range count.Cells {
		if len(c.Lines) == 0 {
			continue
		}
		said := diag.T("%s：%d", "%s: %d", c.Name, len(c.Lines))
		if lines {
			said = diag.T("%s（第 %s 行）", "%s (lines %s)", said, diag.Text{ZH: ledger.Numbers(c.Lines), EN: strings.ReplaceAll(ledger.Numbers(c.Lines), "、", ", ")})
		}
		a.Print(said.In(a.Lang))
	}
}

// summary says what was counted and what was not.
func (a app) summary(path string, c *engine.Counted) diag.List {
	pos := diag.Pos{File: path}
	said := diag.List{{Level: diag.Note, Pos: pos, Message: diag.T("%d 年度：计了 %d 行，读了这几栏：%s", "%d: %d lines were counted; the columns that were read: %s", c.Year, c.Lines, strings.Join(c.Heads, "、"))}}
	if len(c.Not) > 0 {
		said.Add(diag.Warnf(pos, "台账没有这几栏，有关的数没有计：%s", "the register lacks these columns, and what they would count was not counted: %s", strings.Join(c.Not, "、")))
	}
	if len(c.Left) > 0 {
		said.Add(diag.Warnf(pos, "不属于 %d 年度、没有计的有 %d 行：第 %s 行", "%[2]d lines do not belong to %[1]d and were not counted: %[3]s", c.Year, len(c.Left), ledger.Numbers(c.Left)))
	}
	return said
}
