package office

import (
	"bytes"
	"context"
	"errors"
	"os"
	"strconv"

	"github.com/spf13/cobra"

	"gongwen/cmd/internal/command"
	"gongwen/cmd/internal/office/store"
	"gongwen/internal/diag"
)

// auditCommand is the group of what an auditor does with the log.
func (a app) auditCommand() *cobra.Command {
	cmd := &cobra.Command{
		Use:   "audit",
		Short: a.Text("校验、导出网页的审计日志", "Verify and export the audit log of the page"),
		Args:  command.Between(0, 0),
		RunE:  func(cmd *cobra.Command, _ []string) error { return cmd.Help() },
	}
	cmd.AddCommand(a.auditVerifyCommand(), a.auditExportCommand())
	return cmd
}

func (a app) auditVerifyCommand() *cobra.Command {
	var db, against, anchor string
	cmd := &cobra.Command{
		Use:   "verify [flags]",
		Short: a.Text("校验审计日志有没有被改动", "Say whether the audit log was changed"),
		Long: a.Text("从头校验日志的散列链（SM3），核对防改触发器，并核对日志写明的与各表是否一致：文件及其单位、版本、题名、办理人、填写记录、签名文件、索引号、意见、办理状态，账号、角色和会签分工。\n掌握数据库的人可以把整条链重算一遍，或者连链头截掉末尾；所以 gongwen serve 用 --audit-anchor 把链头写到数据库外的文件，另外定期导出，存到别处，校验时用 --audit-anchor、--against 对照（空的、不完整的不收）。",
			"Verify the chain of hashes (SM3) of the log from its beginning, the triggers that guard it, and that all that it states is so in the tables: documents, their agencies, versions, titles, authors, what was typed, signed files, index numbers, comments and states, accounts, roles and owners.\nWhoever holds the database can compute the whole chain anew, or cut its end off together with the head: have gongwen serve write the head into a file with --audit-anchor, export the log now and then with gongwen audit export, keep both elsewhere, and compare with --audit-anchor and --against, which take none that is empty or not whole."),
		Example: "  gongwen audit verify --against 日志.jsonl --audit-anchor 锚.txt",
		Args:    command.Between(0, 0),
		RunE:    func(cmd *cobra.Command, _ []string) error { return a.auditVerify(cmd.Context(), db, against, anchor) },
	}
	storeFlag(a, cmd, &db)
	cmd.Flags().StringVar(&against, "against", "", a.Text("与以前导出的日志对照", "compare with a log that was exported earlier"))
	cmd.Flags().StringVar(&anchor, "audit-anchor", "", a.Text("与 gongwen serve --audit-anchor 写下的锚对照", "compare with the anchors that gongwen serve --audit-anchor has written"))
	return cmd
}

func (a app) auditExportCommand() *cobra.Command {
	var db, output string
	cmd := &cobra.Command{
		Use:   "export [flags]",
		Short: a.Text("导出审计日志（每行一条 JSON）", "Export the audit log, a line of JSON for each entry"),
		Long: a.Text("把日志写进一个新文件，每行一条，带散列值。存到数据库管理员碰不到的地方，日后校验时用 --against 对照。",
			"Write the log into a new file, an entry a line, with its hashes. Keep it where whoever holds the database does not reach, for gongwen audit verify --against."),
		Example: "  gongwen audit export -o 日志.jsonl",
		Args:    command.Between(0, 0),
		RunE:    func(cmd *cobra.Command, _ []string) error { return a.auditExport(cmd.Context(), db, output) },
	}
	storeFlag(a, cmd, &db)
	cmd.Flags().StringVarP(&output, "output", "o", "", a.Text("写到哪个文件（默认显示）", "file to write (default: standard output)"))
	return cmd
}

func (a app) auditVerify(ctx context.Context, db, against, anchor string) error {
	var anchors []store.Logged
	if against != "" {
		var err error
		if anchors, err = a.exported(against); err != nil {
			return err
		}
	}
	var heads []store.Head
	if anchor != "" {
		var err error
		if heads, err = a.anchors(anchor); err != nil {
			return err
		}
	}
	var check store.AuditCheck
	err := a.withStore(ctx, db, func(s *store.Store) (err error) {
		if check, err = s.VerifyAudit(ctx, anchors, heads...); err != nil {
			return a.broken(err)
		}
		return nil
	})
	if err != nil {
		return err
	}
	if len(check.Faults) > 0 {
		var said diag.List
		for _, f := range check.Faults {
			said = append(said, f.Said())
		}
		return a.Report(said)
	}
	a.PrintText(a.Text("校验相符，共 ", "the log is as it was written, ") + strconv.FormatInt(check.Entries, 10) + a.Text(" 条", " entries"))
	if check.Entries > 0 {
		const day = "2006-01-02 15:04"
		a.PrintText(check.First.Format(day) + a.Text(" 至 ", " to ") + check.Last.Format(day))
		a.PrintText(a.Text("末条散列 ", "hash of the last ") + check.Hash)
	}
	return nil
}

func (a app) auditExport(ctx context.Context, db, output string) error {
	var content bytes.Buffer
	err := a.withStore(ctx, db, func(s *store.Store) error {
		if err := s.ExportAudit(ctx, &content); err != nil {
			return a.broken(err)
		}
		return nil
	})
	if err != nil {
		return err
	}
	if output == "" {
		_, err := a.World.Out.Write(content.Bytes())
		return err
	}
	file, err := os.OpenFile(output, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
	if err == nil {
		_, err = file.Write(content.Bytes())
		err = errors.Join(err, file.Close())
	}
	if err != nil {
		return a.Fail(diag.Errorf(diag.Pos{File: output}, "写不了：%v", "cannot be written: %v", err))
	}
	a.PrintText(a.Text("已导出到 ", "exported to ") + output)
	return nil
}
