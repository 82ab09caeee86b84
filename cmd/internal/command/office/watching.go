package office

import (
	"context"
	"net"
	"net/http"
	"time"

	"github.com/spf13/cobra"

	"gongwen/cmd/internal/office/jobs"
	"gongwen/cmd/internal/office/listen"
	"gongwen/cmd/internal/office/store"
	"gongwen/cmd/internal/office/watch"
	"gongwen/internal/diag"
)

// tokenVariable holds the token with which the page itself gives the figures.
const tokenVariable = "GONGWEN_METRICS_TOKEN"

// watchFlag adds the flag of the address at which a process is watched.
func watchFlag(a app, cmd *cobra.Command, address *string) {
	cmd.Flags().StringVar(address, "watch", "", a.Text("在这个地址和端口提供 /metrics（Prometheus）、/healthz、/readyz，如 127.0.0.1:9090；不加密，只对监控系统开放", "address and port of /metrics (Prometheus), /healthz and /readyz, such as 127.0.0.1:9090; not encrypted, for monitoring alone"))
}

func (a app) figures(s *store.Store) *watch.Figures {
	return watch.New(watch.Asked{Version: a.World.Version, Now: a.World.Now, Ready: s.Ready, Waiting: s.Waiting})
}

// drain has the process waited for after a signal until requests and jobs have come to
// their end.
func (a app) drain() {
	if a.World.Linger != nil {
		const margin = 5 * time.Second
		a.World.Linger(listen.Draining + jobs.Draining + margin)
	}
}

// watched serves the addresses by which a process is watched until the function that it
// gives is called, which is after ctx has ended: a process that drains is watched too. An
// empty address is none.
func (a app) watched(ctx context.Context, address string, ready func(context.Context) error, f *watch.Figures) (stop func(), err error) {
	if address == "" {
		return func() {}, nil
	}
	var from net.ListenConfig
	l, err := from.Listen(ctx, "tcp", address)
	if err != nil {
		return nil, a.Fail(diag.Errorf(diag.Pos{}, "不能在 %s 提供监控数据：%v", "the figures cannot be served at %s: %v", address, err))
	}
	server := &http.Server{Handler: watch.Health(ctx, ready, f.Handler()), ReadHeaderTimeout: watchTime, ReadTimeout: watchTime, WriteTimeout: watchTime}
	ended := make(chan struct{})
	go func() {
		defer close(ended)
		_ = server.Serve(l) // until it is closed
	}()
	a.PrintText(a.Text("监控数据在 ", "figures are at ") + "http://" + l.Addr().String() + "/metrics")
	return func() {
		_ = server.Close()
		<-ended
	}, nil
}

// watchTime is how long being watched may take.
const watchTime = 30 * time.Second
