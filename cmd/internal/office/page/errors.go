package page

import (
	"bytes"
	"net/http"
	"strings"
	"unicode"
	"unicode/utf8"
)

// errorView is a page that says what could not be done.
type errorView struct {
	shell
	Heading, Message string
	Home, Again      bool // there is a page to go to; trying again may do
}

// spoken has whoever opens an address read what could not be done on a page, with a way on;
// scripts and programs get the sentence alone. What is said in no Chinese, as net/http does, is
// said in words.
func (s *Server) spoken(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		sp := &speaker{ResponseWriter: w}
		next.ServeHTTP(sp, r)
		if sp.status == 0 {
			return
		}
		heading, usual := wordsOf(sp.status)
		message := strings.TrimSpace(sp.text.String())
		if !strings.ContainsFunc(message, func(c rune) bool { return unicode.Is(unicode.Han, c) }) {
			message = usual
		}
		if !opens(r) {
			http.Error(w, message, sp.status)
			return
		}
		view := errorView{shell: shell{Title: heading, Masthead: allFormats, Plain: s.Plain}, Heading: heading, Message: message, Home: !strings.HasPrefix(r.URL.Path, "/send/"), Again: sp.status >= http.StatusInternalServerError}
		if p, err := s.identify(r); err == nil { // a store that is not there is what may have to be told
			view.Who, view.Nav = p, s.nav(p)
		}
		s.show(w, r, sp.status, "error", view)
	})
}

// opens reports whether a request is that of somebody who opens an address, rather than of a
// script. Browsers say so where the page is reached over TLS or on the same machine.
func opens(r *http.Request) bool {
	if mode := r.Header.Get("Sec-Fetch-Mode"); mode != "" {
		return mode == "navigate"
	}
	return strings.HasPrefix(r.Header.Get("Accept"), "text/html")
}

// wordsOf are a heading for a status, and what is said where nothing else is.
func wordsOf(status int) (heading, usual string) {
	switch status {
	case http.StatusUnauthorized:
		return "请先登录", "登录以后再来。"
	case http.StatusForbidden:
		return "不能做这一步", "这一步不是从本站的网页上来的，没有做。"
	case http.StatusNotFound:
		return "没有找到", "没有这一页，网址可能抄错了。"
	case http.StatusMethodNotAllowed:
		return "没有找到", "这个网址不能直接打开。"
	case http.StatusRequestEntityTooLarge:
		return "太大了", "一次最多传 64 MB。"
	case http.StatusTooManyRequests:
		return "太快了", "过一会儿再来。"
	case http.StatusInsufficientStorage:
		return "没有地方存了", "服务器的磁盘满了。请告知信息中心。"
	case http.StatusServiceUnavailable:
		return "暂时不能用", "过一会儿再来，或者告知信息中心。"
	}
	if status >= http.StatusInternalServerError {
		return "服务器出了问题", "已记入日志。请告知信息中心。"
	}
	return "没有做成", "收到的内容看不懂。"
}

// maxSaid is what is kept of what an answer says was not done.
const maxSaid = 16 << 10

// speaker keeps what an answer says in plain text of what was not done, and passes on every
// other answer.
type speaker struct {
	http.ResponseWriter
	status int // of what is kept; 0 for an answer that is passed on
	begun  bool
	text   bytes.Buffer
}

// WriteHeader begins an answer.
func (s *speaker) WriteHeader(status int) {
	if s.begun {
		return
	}
	s.begun = true
	if status >= http.StatusBadRequest && strings.HasPrefix(s.Header().Get("Content-Type"), "text/plain") {
		s.status = status
		return
	}
	s.ResponseWriter.WriteHeader(status)
}

// Write takes a part of an answer.
func (s *speaker) Write(content []byte) (int, error) {
	if !s.begun {
		s.WriteHeader(http.StatusOK)
	}
	if s.status == 0 {
		return s.ResponseWriter.Write(content)
	}
	if room := maxSaid - s.text.Len(); room > 0 {
		part := content[:min(room, len(content))]
		for len(part) < len(content) && len(part) > 0 && !utf8.RuneStart(content[len(part)]) {
			part = part[:len(part)-1]
		}
		s.text.Write(part)
	}
	return len(content), nil
}

// Unwrap is for http.ResponseController.
func (s *speaker) Unwrap() http.ResponseWriter { return s.ResponseWriter }
