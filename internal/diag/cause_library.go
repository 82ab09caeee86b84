package diag

import "strings"

// unforeseen is said in Chinese of an error that nobody gave Chinese words: it
// comes of a library or of a defect of this program. English inside of a Chinese
// message would help nobody who reads it.
const unforeseen = "原因没有中文说明，加 --lang en 可以看英文的"

// libraries are what the errors of libraries mean, by how they begin: by the
// name of the package, as is the custom of Go.
var libraries = []struct{ begins, zh string }{
	{"zip: unsupported compression", "压缩包用了不支持的压缩方法"},
	{"zip: checksum error", "压缩包里的数据和校验值不符"},
	{"zip: ", "压缩包的结构不对"},
	{"flate: ", "压缩数据已损坏"},
	{"zlib: ", "压缩数据已损坏"},
	{"gzip: ", "压缩数据已损坏"},
	{"archive/tar: ", "tar 文件的结构不对"},
	{"XML syntax error", "XML 写法不对"},
	{"xml: ", "XML 写法不对"},
	{"png: ", "PNG 图片已损坏或者用了不支持的写法"},
	{"invalid JPEG format", "JPEG 图片已损坏"},
	{"unsupported JPEG feature", "JPEG 图片用了不支持的写法"},
	{"yaml: ", "YAML 写法不对"},
	{"json: ", "JSON 写法不对"},
	{"invalid character", "JSON 写法不对"},
	{"illegal base64", "base64 写法不对"},
	{"asn1: ", "ASN.1 结构不对"},
	{"x509: ", "证书不合规定"},
	{"smx509: ", "证书不合规定"},
	{"pkcs12: ", "PKCS#12 文件不合规定"},
	{"tls: failed to find", "文件里没有 PEM 形式的证书或私钥"},
	{"tls: private key does not match", "私钥不是这张证书的"},
	{"tls: failed to parse", "证书或私钥的写法不对"},
	{"tls: ", "和服务器的加密连接建不起来"},
	{"remote error: tls", "服务器拒绝加密连接"},
	{"net/http: ", "服务器的回答不合 HTTP"},
	{"http: ", "服务器的回答不合 HTTP"},
	{"malformed HTTP", "服务器的回答不合 HTTP"},
	{"encoding: ", "字符编码不对"},
	{"error parsing regexp", "正则表达式写法不对"},
	{"strconv.", "不是数"},
	{"path escapes from parent", "链接或路径通到文件夹外面，不读"}, // of package os, which has no name before it
}

// libraryCause is what an error of a library means, in English its own words.
// What wraps it may have put words of its own before.
func libraryCause(err error) Text {
	text := err.Error()
	for inner := err; inner != nil; {
		said := inner.Error()
		for _, l := range libraries {
			if strings.HasPrefix(said, l.begins) {
				return Text{ZH: l.zh, EN: text}
			}
		}
		wrapper, is := inner.(interface{ Unwrap() error }) //nolint:errorlint // each of them is looked at
		if !is {
			break
		}
		inner = wrapper.Unwrap()
	}
	return Text{ZH: unforeseen, EN: text}
}
