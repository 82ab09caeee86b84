// Package pki holds what signatures need of certificates: keys from PKCS#12,
// PEM and, in builds with the tag pkcs11, tokens; chains to given roots;
// revocation by OCSP (RFC 6960) and CRL (RFC 5280); and the requests that fetch
// such data and time stamps (RFC 3161).
package pki
