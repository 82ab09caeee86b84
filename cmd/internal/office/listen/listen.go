// Package listen serves HTTP until its context ends: with limits of time on every
// connection, over TLS or without, and with what is being answered answered first.
package listen

import (
	"context"
	"crypto/tls"
	"errors"
	"net"
	"net/http"
	"slices"
	"time"
)

// The times that a connection may take; an upload of the largest file over a slow
// line is the longest.
const (
	headerTime = 10 * time.Second
	readTime   = 5 * time.Minute
	writeTime  = 5 * time.Minute
	idleTime   = 2 * time.Minute
	endTime    = 20 * time.Second
)

// Draining is how long Serve takes at most after its context has ended.
const Draining = endTime

// Serve answers at a listener, over TLS where there is a configuration. When ctx ends,
// no new request is taken, and those that are being answered have some time to end.
func Serve(ctx context.Context, l net.Listener, config *tls.Config, handler http.Handler) error {
	server := &http.Server{
		Handler: handler, TLSConfig: config,
		ReadHeaderTimeout: headerTime, ReadTimeout: readTime, WriteTimeout: writeTime, IdleTimeout: idleTime,
		BaseContext: func(net.Listener) context.Context { return context.WithoutCancel(ctx) },
	}
	ended := make(chan error, 1)
	go func() {
		if config != nil {
			ended <- server.ServeTLS(l, "", "")
			return
		}
		ended <- server.Serve(l)
	}()
	select {
	case err := <-ended:
		return err
	case <-ctx.Done():
	}
	last, cancel := context.WithTimeout(context.WithoutCancel(ctx), endTime)
	defer cancel()
	err := server.Shutdown(last)
	if served := <-ended; !errors.Is(served, http.ErrServerClosed) {
		err = errors.Join(err, served)
	}
	return err
}

// IsAddress reports whether an address has a host, which may be empty, and a port.
func IsAddress(ctx context.Context, address string) bool {
	_, port, err := net.SplitHostPort(address)
	if err != nil {
		return false
	}
	_, err = net.DefaultResolver.LookupPort(ctx, "tcp", port)
	return err == nil
}

// Loopback reports whether an address is reached from this machine alone.
func Loopback(address string) bool {
	host, _, err := net.SplitHostPort(address)
	if err != nil {
		return false
	}
	ip := net.ParseIP(host)
	return host == "localhost" || ip != nil && ip.IsLoopback()
}

// Address is where people find what listens at an address: of all addresses of this machine the
// first that others reach too, as no browser opens 0.0.0.0 or [::].
func Address(at net.Addr) string {
	host, port, err := net.SplitHostPort(at.String())
	if err != nil || !net.ParseIP(host).IsUnspecified() {
		return at.String()
	}
	names := Names()
	i := slices.IndexFunc(names, func(name string) bool {
		ip := net.ParseIP(name)
		return ip.To4() != nil && ip.IsGlobalUnicast()
	})
	return net.JoinHostPort(names[max(0, i)], port)
}
