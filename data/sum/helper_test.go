package sum

import (
	"fmt"
	"io/fs"
	"strings"
	"testing"
	"testing/fstest"

	"gongwen/data"
)

type folder map[string]string

func (f folder) fs() fs.FS {
	out := fstest.MapFS{}
	for name, content := range f {
		out[name] = &fstest.MapFile{Data: []byte(content)}
	}
	return out
}

// official is a report of the official template of 2021 with an amount of fees
// and zeros for everything else.
func official(t *testing.T, agency, amount string) *data.Report {
	t.Helper()
	var b strings.Builder
	fmt.Fprintf(&b, "agency: %s\nyear: 2023\noverview: 文。\nproblems: 文。\nothers: 文。\n", agency)
	fmt.Fprintf(&b, "disclosure: {regulations: [0, 0, 0], normative_documents: [0, 0, 0], licensing: 0, penalties: 0, compulsion: 0, fees: %s}\n", amount)
	six := "[0, 0, 0, 0, 0, 0]"
	fmt.Fprintf(&b, "requests:\n  new: %s\n  carried_in: %s\n  carried_out: %s\n  outcome:\n", six, six, six)
	for _, row := range strings.Fields(`disclosed partial refused.state_secret refused.law_forbids refused.security_stability refused.third_party
		refused.internal_affairs refused.deliberative refused.enforcement_file refused.query_service unavailable.not_held
		unavailable.must_be_created unavailable.unclear_after_correction not_processed.complaint not_processed.repeated
		not_processed.publication not_processed.excessive not_processed.reissue otherwise.no_correction otherwise.fee_unpaid otherwise.other`) {
		fmt.Fprintf(&b, "    %s: %s\n", row, six)
	}
	b.WriteString("review: {reconsideration: [0, 0, 0, 0], litigation: [0, 0, 0, 0], litigation_after_reconsideration: [0, 0, 0, 0]}\n")
	return parse(t, agency+".yaml", b.String())
}
