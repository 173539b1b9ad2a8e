package host_test

import (
	"bytes"
	"context"
	"errors"
	"io"
	"log/slog"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/paymux/paymux/examples/myshop/host"
	"github.com/paymux/paymux/limits"
	"github.com/paymux/paymux/methods"
	"github.com/paymux/paymux/routing"
	"github.com/paymux/paymux/routing/live"
)

func listen(t *testing.T) net.Listener {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	return l
}

// A request that is under way when the program is told to end gets its answer.
func TestRequestsUnderWayMayEnd(t *testing.T) {
	ctx, interrupt := context.WithCancel(t.Context())
	l := listen(t)
	finish := make(chan struct{})
	handler := http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		interrupt()
		<-finish
		_, _ = io.WriteString(w, "done") // the client reads it, or fails
	})
	ended := make(chan error)
	go func() { ended <- host.Serve(ctx, func(context.Context) {}, host.Site{Listener: l, Handler: handler}) }()
	body := make(chan string)
	go func() {
		answer, err := http.Get("http://" + l.Addr().String())
		if err != nil {
			body <- err.Error()
			return
		}
		defer answer.Body.Close()
		text, err := io.ReadAll(answer.Body)
		body <- string(text) + errorText(err)
	}()
	<-ctx.Done()
	select {
	case err := <-ended:
		t.Errorf("Serve ended before the request: %v", err)
	default:
	}
	close(finish)
	if got := <-body; got != "done" {
		t.Errorf("body %q", got)
	}
	if err := <-ended; err != nil {
		t.Errorf("Serve: %v", err)
	}
}

func errorText(err error) string {
	if err == nil {
		return ""
	}
	return err.Error()
}

// A site that fails ends the others, too.
func TestASiteThatFailsIsAnError(t *testing.T) {
	broken := listen(t)
	if err := broken.Close(); err != nil {
		t.Fatal(err)
	}
	err := host.Serve(t.Context(), func(context.Context) {},
		host.Site{Listener: listen(t), Handler: http.NotFoundHandler()},
		host.Site{Listener: broken, Handler: http.NotFoundHandler()})
	if !errors.Is(err, net.ErrClosed) {
		t.Errorf("Serve = %v, want that of the listener", err)
	}
}

const catalog = `{
  "name": "shop", "version": "VERSION", "zone": "+08:00",
  "sources": [{"id": "contract", "title": "Our contract"}], "default_sources": ["contract"],
  "methods": [{"id": "alipay"}], "platforms": [{"id": "shop"}],
  "availability": [{"id": "alipay.live", "method": "alipay", "status": "live"}],
  "limits": [{"id": "single", "max": "MAX CNY"}]
}`

func TestACatalogIsReadAgainWhenItChanges(t *testing.T) {
	path := filepath.Join(t.TempDir(), "catalog.json")
	written := time.Date(2026, 11, 27, 12, 0, 0, 0, time.UTC)
	write := func(version, most string) {
		t.Helper()
		written = written.Add(time.Second)
		text := strings.NewReplacer("VERSION", version, "MAX", most).Replace(catalog)
		if err := errors.Join(os.WriteFile(path, []byte(text), 0o644), os.Chtimes(path, written, written)); err != nil {
			t.Fatal(err)
		}
	}
	if _, _, err := host.Open(path); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("Open = %v, want ErrNotExist", err)
	}
	write("1", "300.00")
	rules, file, err := host.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	var out bytes.Buffer
	log := slog.New(slog.NewTextHandler(&out, nil))
	reload := func(version string, said ...string) {
		t.Helper()
		out.Reset()
		file.Reload(rules, log)
		if got := versionOf(t, rules); got != version {
			t.Errorf("version %s is in force, want %s", got, version)
		}
		for _, text := range said {
			if !strings.Contains(out.String(), text) {
				t.Errorf("no %q is logged:\n%s", text, &out)
			}
		}
		if len(said) == 0 && out.Len() > 0 {
			t.Errorf("logged:\n%s", &out)
		}
	}
	reload("1")
	write("2", "500.00")
	reload("2", "method=alipay", "gained", "in force")
	reload("2")
	write("3", "-1")
	reload("2", "stays as it is", "max")
	reload("2")
	if err := os.Remove(path); err != nil {
		t.Fatal(err)
	}
	reload("2", "stays as it is")
	write("4", "100.00")
	reload("4", "lost", "in force")
}

func versionOf(t *testing.T, rules *live.Router) string {
	t.Helper()
	decision, err := rules.Current().Route(routing.Order{
		Platform: "shop", Amount: limits.MustParseMoney("1.00 CNY"), At: time.Date(2026, 11, 27, 12, 0, 0, 0, time.UTC), Allow: []methods.ID{methods.Alipay},
	})
	if err != nil {
		t.Fatal(err)
	}
	_, version := decision.Catalog()
	return version
}
