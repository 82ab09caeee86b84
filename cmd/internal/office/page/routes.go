package page

import (
	"net/http"

	"gongwen/cmd/internal/office/identity"
	"gongwen/cmd/internal/office/store"
)

// route is an address and who may go there.
type route struct {
	pattern string
	open    bool         // without signing in
	roles   []store.Role // one of which is needed; none for everybody who has signed in
	handle  func(http.ResponseWriter, *http.Request)
}

// The roles that read a document, and those that change one.
var (
	readers        = []store.Role{store.Clerk, store.Reviewer, store.Countersigner, store.Leader}
	writers        = []store.Role{store.Clerk}
	auditors       = []store.Role{store.Auditor}
	collectors     = []store.Role{store.Collector}
	keepers        = []store.Role{store.System} // of accounts and agencies
	granters       = []store.Role{store.Security}
	administrators = []store.Role{store.System, store.Security}
	askers         = []store.Role{store.Clerk, store.Reviewer, store.Countersigner, store.Leader, store.Collector} // who asks for what is done in the background
)

// routes are all addresses.
func (s *Server) routes() []route {
	of := func(f func(http.ResponseWriter, *http.Request, store.Document)) func(http.ResponseWriter, *http.Request) {
		return s.withDocument(f)
	}
	collected := s.withCollection
	all := []route{
		{"GET /healthz", true, nil, func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(http.StatusNoContent) }},
		{"GET /readyz", true, nil, s.ready},
		{"GET /assets/{name}", true, nil, s.asset},
		{"GET /sign-in", true, nil, s.showSignIn},
		{"POST /sign-in", true, nil, s.signIn},
		{"POST /sign-out", false, nil, s.signOut},
		{"GET /send/{secret}", true, nil, s.withLink(s.showSend)},
		{"POST /send/{secret}", true, nil, s.withLink(s.send)},
		{"GET /{$}", false, nil, s.home},
		{"GET /account", false, nil, s.showAccount},
		{"POST /account/password", false, nil, s.changePassword},
		{"POST /account/factor", false, nil, s.bindFactor},
		{"POST /account/codes", false, nil, s.renewCodes},
		{"GET /new", false, writers, s.showNew},
		{"POST /new", false, writers, s.begin},
		{"GET /documents/{id}", false, readers, of(s.openDocument)},
		{"GET /documents/{id}/parts/{part}", false, readers, of(s.fill)},
		{"GET /documents/{id}/state", false, readers, of(s.state)},
		{"POST /documents/{id}/edits", false, writers, of(unlocked(s.save))},
		{"GET /documents/{id}/pages/{name}", false, readers, of(s.pagePicture)},
		{"GET /documents/{id}/files/{format}", false, readers, of(s.download)},
		{"GET /documents/{id}/compare", false, readers, of(s.compare)},
		{"GET /documents/{id}/register", false, writers, of(unlocked(s.showRegister))},
		{"POST /documents/{id}/register", false, writers, of(unlocked(s.countRegister))},
		{"POST /documents/{id}/register/counts", false, writers, of(unlocked(s.takeCounts))},
		{"GET /documents/{id}/changes", false, readers, of(s.changes)},
		{"GET /documents/{id}/review", false, readers, of(s.review)},
		{"GET /documents/{id}/versions/{from}/{to}/{name}", false, readers, of(s.versionPage)},
		{"GET /documents/{id}/redline/{from}/{to}", false, readers, of(s.redline)},
		{"POST /documents/{id}/versions", false, writers, of(unlocked(s.nameVersion))},
		{"POST /documents/{id}/versions/{version}/restore", false, writers, of(unlocked(s.restoreVersion))},
		{"POST /documents/{id}/steps", false, readers, of(s.step)},
		{"POST /documents/{id}/comments", false, readers, of(s.comment)},
		{"POST /documents/{id}/comments/{comment}/replies", false, readers, of(s.reply)},
		{"POST /documents/{id}/comments/{comment}/close", false, readers, of(s.closeComment)},
		{"POST /documents/{id}/leases", false, writers, of(unlocked(s.lease))},
		{"GET /documents/{id}/publish", false, readers, of(s.publish)},
		{"GET /documents/{id}/finals/{format}", false, readers, of(s.finalFile)},
		{"GET /documents/{id}/package", false, readers, of(s.packageFile)},
		{"GET /documents/{id}/portal", false, readers, of(s.showPortal)},
		{"POST /documents/{id}/portal", false, readers, of(s.checkPortal)},
		{"GET /documents/{id}/bag", false, readers, of(s.bagFile)},
		{"POST /documents/{id}/index", false, writers, of(s.setIndex)},
		{"POST /documents/{id}/signed", false, []store.Role{store.Clerk, store.Leader}, of(s.takeSigned)},
		{"POST /documents/{id}/sign", false, []store.Role{store.Leader}, of(s.signHere)},
		{"GET /collect", false, collectors, s.openCollection},
		{"GET /collect/new", false, collectors, s.newCollection},
		{"POST /collect/new", false, collectors, s.beginCollection},
		{"GET /collect/{id}", false, collectors, collected(s.collect)},
		{"GET /collect/{id}/roster", false, collectors, collected(s.editRoster)},
		{"POST /collect/{id}/roster", false, collectors, collected(s.takeRoster)},
		{"POST /collect/{id}/files", false, collectors, collected(s.sendReports)},
		{"GET /collect/{id}/uploads/{task}", false, collectors, collected(s.showUpload)},
		{"GET /collect/{id}/links", false, collectors, collected(s.showLinks)},
		{"POST /collect/{id}/links", false, collectors, collected(s.makeLinks)},
		{"POST /collect/{id}/links/{link}/revoke", false, collectors, collected(s.revokeLink)},
		{"GET /collect/{id}/reminders", false, collectors, collected(s.remind)},
		{"POST /collect/{id}/deadline", false, collectors, collected(s.setDeadlines)},
		{"POST /collect/{id}/accept", false, collectors, collected(s.decide(store.Accepted))},
		{"POST /collect/{id}/return", false, collectors, collected(s.decide(store.SentBack))},
		{"POST /collect/{id}/download", false, collectors, collected(s.downloadReports)},
		{"GET /collect/{id}/reports/{number}", false, collectors, collected(s.showReport)},
		{"GET /collect/{id}/reports/{number}/file", false, collectors, collected(s.reportOriginal)},
		{"GET /collect/{id}/reports/{number}/pages/{name}", false, collectors, collected(s.reportPage)},
		{"GET /collect/{id}/sum", false, collectors, collected(s.showSum)},
		{"POST /collect/{id}/sum", false, collectors, collected(s.sumUp)},
		{"GET /collect/{id}/figure", false, collectors, collected(s.showFigure)},
		{"GET /collect/{id}/workbook", false, collectors, collected(s.sumWorkbook)},
		{"GET /accounts", false, administrators, s.showAccounts},
		{"POST /accounts", false, keepers, s.makeAccount},
		{"POST /accounts/agencies", false, keepers, s.makeAgency},
		{"POST /accounts/{account}/password", false, keepers, s.withAccount(s.resetPassword)},
		{"POST /accounts/{account}/disable", false, keepers, s.withAccount(s.disableAccount)},
		{"POST /accounts/{account}/enable", false, keepers, s.withAccount(s.enableAccount)},
		{"POST /accounts/{account}/unlock", false, keepers, s.withAccount(s.unlockAccount)},
		{"POST /accounts/{account}/sessions", false, keepers, s.withAccount(s.endSessions)},
		{"POST /accounts/{account}/roles", false, granters, s.withAccount(s.grantRoles)},
		{"POST /accounts/agencies/{agency}/parent", false, granters, s.setParent},
		{"GET /audit", false, auditors, s.audit},
		{"GET /audit/export", false, auditors, s.auditExport},
		{"POST /documents/{id}/previous", false, writers, of(unlocked(s.setPrevious))},
		{"GET /downloads", false, readers, s.showDownloads},
		{"POST /downloads", false, readers, s.orderDownloads},
		{"GET /tasks/{id}", false, askers, s.withTask(s.showTask)},
		{"GET /tasks/{id}/progress", false, askers, s.withTask(s.progress)},
		{"GET /tasks/{id}/file", false, askers, s.withTask(s.taskFile)},
		{"POST /tasks/{id}/cancel", false, askers, s.withTask(s.cancelTask)},
		{"POST /tasks/{id}/accept", false, writers, s.withTask(s.acceptTask)},
		{"POST /documents/{id}/pictures", false, writers, of(unlocked(s.addPicture))},
		{"GET /documents/{id}/pictures/{name}", false, readers, of(s.pictureFile)},
	}
	if s.Identity != nil {
		all = append(all, route{"GET /sign-in/identity", true, nil, s.beginIdentity}, route{"GET " + identity.Callback, true, nil, s.finishIdentity},
			route{"POST /sign-in/identity/link", true, nil, s.link})
	}
	return all
}

// withDocument finds the document of an address, which must be one of the agency
// of whoever asks.
func (s *Server) withDocument(f func(http.ResponseWriter, *http.Request, store.Document)) func(http.ResponseWriter, *http.Request) {
	return func(w http.ResponseWriter, r *http.Request) {
		d, err := s.Store.Document(r.Context(), whoOf(r).Agency.ID, r.PathValue("id"))
		if err != nil {
			s.failed(w, r, err)
			return
		}
		f(w, r, d)
	}
}

func (s *Server) ready(w http.ResponseWriter, r *http.Request) {
	if err := s.Store.Ready(r.Context()); err != nil {
		s.Log.WarnContext(r.Context(), "the store does not answer", "error", err)
		http.Error(w, "数据库没有应答", http.StatusServiceUnavailable)
		return
	}
	w.WriteHeader(http.StatusNoContent)
}
