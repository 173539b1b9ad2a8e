package browser_test

import (
	"context"
	"flag"
	"fmt"
	"os"
	"testing"

	"github.com/chromedp/chromedp"
)

var update = flag.Bool("update", false, "take the screenshots again")

// chromium is the browser that the tests share. Each has a tab of its own, without anything
// that another one stored.
var chromium context.Context

func TestMain(m *testing.M) {
	flag.Parse()
	os.Exit(run(m))
}

func run(m *testing.M) int {
	ctx, stop := chromedp.NewContext(context.Background(), chromedp.WithAllocatorOptions(
		// It is the page that is tested. Chromium itself asks nobody for anything, and what
		// the page asks of other hosts fails, as well as being seen.
		chromedp.Flag("disable-component-update", true),
		chromedp.Flag("disable-quic", true),
		chromedp.Flag("host-resolver-rules", "MAP * ~NOTFOUND, EXCLUDE 127.0.0.1"),
		chromedp.DisableGPU,
	))
	defer stop()
	if err := chromedp.Do(ctx); err != nil {
		fmt.Fprintln(os.Stderr, "Chromium does not start (./.ci-prepare installs it):", err)
		return 1
	}
	chromium = ctx
	return m.Run()
}
