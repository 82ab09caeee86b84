package pades

import (
	"gongwen/internal/diag"
	"gongwen/internal/pdfread"
)

// locate finds the revision of a signature and the bytes that it covers. They
// must be the whole file up to the end of that revision but for the signature's
// own contents: signature wrapping and its kin live on anything looser.
func (v *verifier) locate(s *signed, value pdfread.Object) {
	at, ok := value.(pdfread.Ref)
	if !ok {
		s.bad("签名字典不是独立的对象", "the signature dictionary is no object of its own")
		return
	}
	found := 0
	for i := range v.file.Revisions {
		if e, ok := v.file.Revisions[i].Entry(at.Num); ok && !e.Free {
			s.rev = i
			found++
		}
	}
	if found != 1 {
		s.bad("签名字典被改写过", "the signature dictionary has been rewritten")
		return
	}
	if s.contents, ok = s.dict["Contents"].(pdfread.String); !ok || s.contents.End == 0 || v.data[s.contents.At] != '<' {
		s.bad("签名没有 Contents，或它不是十六进制字符串", "the signature has no Contents, or they are no hexadecimal string")
		return
	}
	from, to, length, ok := byteRange(s.dict["ByteRange"], len(v.data))
	end := to + length
	switch {
	case !ok:
		s.bad("签名没有正确的 ByteRange", "the signature has no proper ByteRange")
	case from != s.contents.At || to != s.contents.End:
		s.bad("ByteRange 没有紧贴签名的前后", "the ByteRange leaves out more than the signature itself")
	case end > len(v.data) || !v.ends(s.rev, end):
		s.bad("签名没有覆盖到所在那次保存的末尾", "the signature does not cover its revision to the end")
	default:
		s.parts = [2][]byte{v.data[:from], v.data[to:end]}
	}
}

// bad notes why a signature cannot be what it seems.
func (s *signed) bad(zh, en string) { s.fault = &diag.Text{ZH: zh, EN: en} }

// byteRange reads a byte range of two parts that begins with the file.
func byteRange(o pdfread.Object, size int) (from, to, length int, ok bool) {
	list, ok := o.(pdfread.Array)
	if !ok || len(list) != 4 || list[0] != int64(0) {
		return 0, 0, 0, false
	}
	var n [3]int
	for i := range n {
		v, ok := list[i+1].(int64)
		if !ok || v < 0 || v > int64(size) {
			return 0, 0, 0, false
		}
		n[i] = int(v)
	}
	return n[0], n[1], n[2], true
}

// ends reports whether a revision ends at an offset, its last end of line within
// or not.
func (v *verifier) ends(rev, at int) bool {
	end := v.file.Revisions[rev].End
	if at < end {
		return false
	}
	switch string(v.data[end:at]) {
	case "", "\n", "\r", "\r\n":
		return true
	}
	return false
}
