package page

import (
	"net/http"

	"gongwen/cmd/internal/office/store"
)

// locked says why nobody changes a document of a state.
func locked(s store.State) string {
	switch s {
	case store.Reviewing:
		return "只读：报告在核稿，退回后才能改。"
	case store.Countersigning:
		return "只读：报告在会签，退回后才能改。"
	case store.Approving:
		return "只读：报告在签发，退回后才能改。"
	case store.Published:
		return "已锁定：报告已发布。"
	}
	return "已锁定：报告已签发。要改须撤回签发，原签名作废并记入日志。"
}

// unlocked lets those pass who change a document that is being drafted.
func unlocked(f func(http.ResponseWriter, *http.Request, store.Document)) func(http.ResponseWriter, *http.Request, store.Document) {
	return func(w http.ResponseWriter, r *http.Request, d store.Document) {
		if d.State != store.Drafting {
			http.Error(w, locked(d.State), http.StatusConflict)
			return
		}
		f(w, r, d)
	}
}
