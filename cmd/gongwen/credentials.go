package main

import (
	"bytes"
	"errors"
	"io/fs"
	"os"
	"strings"
	"syscall"

	"github.com/spf13/cobra"

	"gongwen/internal/diag"
	"gongwen/internal/pdfread"
	"gongwen/output"
	"gongwen/output/pades"
	"gongwen/output/pades/pki"
)

// passVariable may hold the passphrase of the key.
const passVariable = "GONGWEN_KEY_PASS"

// credentials reads key, certificates and revocation data into the order.
func (a *app) credentials(cmd *cobra.Command, order *pades.Order) diag.List {
	var problems diag.List
	flags := cmd.Flags()
	read := func(path string) []byte {
		content, list := readAll(path)
		problems = append(problems, list...)
		return content
	}
	keyPath, _ := flags.GetString("key")
	key := read(keyPath)
	paths, _ := flags.GetStringSlice("cert")
	for _, path := range paths {
		if content := read(path); content != nil {
			list, err := pki.Certificates(content)
			if err != nil {
				problems.Add(diag.Errorf(diag.Pos{File: path}, "文件里没有能读的证书", "the file holds no certificate that can be read"))
			}
			order.Certificates = append(order.Certificates, list...)
		}
	}
	ocsp, _ := flags.GetStringSlice("ocsp")
	for _, path := range ocsp {
		order.Evidence.OCSP = append(order.Evidence.OCSP, read(path))
	}
	crls, _ := flags.GetStringSlice("crl")
	for _, path := range crls {
		crl, err := pki.CRL(read(path))
		if err != nil {
			problems.Add(diag.Errorf(diag.Pos{File: path}, "不是吊销列表", "not a certificate revocation list"))
		}
		order.Evidence.CRL = append(order.Evidence.CRL, crl)
	}
	if problems.HasErrors() {
		return problems
	}
	var said diag.List
	order.Identity, said = a.identity(cmd, keyPath, key, order)
	return append(problems, said...)
}

// identity opens the key, and asks for its passphrase only when it has one.
func (a *app) identity(cmd *cobra.Command, path string, key []byte, order *pades.Order) (*pki.Identity, diag.List) {
	passphrase, given, problems := a.givenPassphrase(cmd)
	if problems.HasErrors() {
		return nil, problems
	}
	id, err := pki.Open(key, order.Certificates, passphrase)
	if errors.Is(err, pki.ErrNoPassphrase) && !given && a.world.Secret != nil {
		if passphrase, err = a.world.Secret(a.text("私钥口令：", "Passphrase of the key: ")); err != nil {
			return nil, diag.List{diag.Errorf(diag.Pos{File: path}, "读不到口令：%v", "the passphrase cannot be read: %v", err)}
		}
		id, err = pki.Open(key, order.Certificates, passphrase)
	}
	if err != nil {
		return nil, diag.List{keyFault(path, err)}
	}
	return id, nil
}

// givenPassphrase is the passphrase from a file or the environment.
func (a *app) givenPassphrase(cmd *cobra.Command) (string, bool, diag.List) {
	if path, _ := cmd.Flags().GetString("pass-file"); path != "" {
		content, problems := readAll(path)
		line, _, _ := bytes.Cut(content, []byte("\n"))
		return strings.TrimSuffix(string(line), "\r"), true, problems
	}
	passphrase, ok := a.world.Env(passVariable)
	return passphrase, ok && passphrase != "", nil
}

func keyFault(path string, err error) diag.Diagnostic {
	pos := diag.Pos{File: path}
	switch {
	case errors.Is(err, pki.ErrPassphrase):
		return diag.Errorf(pos, "私钥口令不对", "the passphrase of the key is wrong")
	case errors.Is(err, pki.ErrNoPassphrase):
		return diag.Errorf(pos, "私钥有口令", "the key has a passphrase").
			WithHint("用 --pass-file 给出口令文件，或设 %s", "give it with --pass-file or in %s", passVariable)
	case errors.Is(err, pki.ErrNoKey):
		return diag.Errorf(pos, "文件里没有私钥", "the file holds no private key")
	case errors.Is(err, pki.ErrNoCertificate):
		return diag.Errorf(pos, "没有证书", "there is no certificate").
			WithHint("用 --cert 给出证书文件", "give the file of the certificate with --cert")
	case errors.Is(err, pki.ErrOldCipher):
		return diag.Errorf(pos, "私钥用的是不安全的旧式加密", "the key is encrypted in the old way, which is not safe").
			WithHint("用 openssl pkcs8 -topk8 转换", "convert it with openssl pkcs8 -topk8")
	case errors.Is(err, pki.ErrNotItsKey):
		return diag.Errorf(pos, "私钥和证书不是一对", "key and certificate do not belong together")
	}
	return diag.Errorf(pos, "不是能读的 PKCS#12 或 PEM 文件", "not a PKCS#12 or PEM file that can be read")
}

// readAll reads a file that is not larger than a PDF may be.
func readAll(path string) ([]byte, diag.List) {
	pos := diag.Pos{File: path}
	info, err := os.Stat(path)
	if err == nil && info.Size() > pdfread.MaxFile {
		return nil, diag.List{diag.Errorf(pos, "文件有 %d MB，超过 %d MB", "the file has %d MB, more than %d MB", info.Size()>>20, pdfread.MaxFile>>20)}
	}
	content, err := os.ReadFile(path)
	switch {
	case err == nil:
		return content, nil
	case errors.Is(err, fs.ErrNotExist):
		return nil, diag.List{diag.Errorf(pos, "找不到这个文件", "no such file")}
	case errors.Is(err, fs.ErrPermission):
		return nil, diag.List{diag.Errorf(pos, "没有读这个文件的权限", "no permission to read the file")}
	}
	return nil, diag.List{diag.Errorf(pos, "读不了这个文件：%v", "the file cannot be read: %v", err)}
}

// unwritable says why a file could not be written.
func unwritable(path string, err error) diag.Diagnostic {
	pos := diag.Pos{File: path}
	switch {
	case errors.Is(err, output.ErrIsDirectory):
		return diag.Errorf(pos, "要写的文件名已经是一个文件夹", "a folder stands where the file should be written")
	case errors.Is(err, fs.ErrPermission), errors.Is(err, syscall.EROFS):
		return diag.Errorf(pos, "没有写这个文件夹的权限", "no permission to write to the folder")
	case errors.Is(err, syscall.ENOSPC):
		return diag.Errorf(pos, "磁盘已满", "the disk is full")
	case errors.Is(err, syscall.ENOTDIR), errors.Is(err, fs.ErrExist):
		return diag.Errorf(pos, "输出文件夹的位置上是一个文件", "a file stands where the output folder should be")
	}
	return diag.Errorf(pos, "写不了文件：%v", "the file cannot be written: %v", err)
}
