package browser_test

import (
	"context"
	"fmt"
	"net/url"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/log"
	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/chromedp"
)

// device is what a buyer has in front of them.
type device struct {
	width, height int64
	agent         string
	isPhone       bool
}

var (
	desktop = device{width: 1280, height: 800, agent: "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/150.0.0.0 Safari/537.36"}
	phone   = device{width: 360, height: 740, isPhone: true, agent: "Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/150.0.0.0 Mobile Safari/537.36"}
)

// tab is a page in Chromium. What the page does that no page of the shop may do is noted as
// it happens.
type tab struct {
	t   *testing.T
	ctx context.Context

	mu       sync.Mutex
	faults   []string
	statuses []int64 // of answers that the console may complain of
}

// open opens a tab, and fails the test at its end if the page has done what it may not.
func open(t *testing.T, d device) *tab {
	t.Helper()
	b := openUnchecked(t, d)
	t.Cleanup(func() {
		for _, fault := range b.seen() {
			t.Error(fault)
		}
	})
	return b
}

func openUnchecked(t *testing.T, d device) *tab {
	t.Helper()
	// Nothing takes long, unless the machine is busy with other things.
	limited, stop := context.WithTimeout(chromium, 2*time.Minute)
	ctx, end := chromedp.NewContext(limited, chromedp.WithNewBrowserContext())
	t.Cleanup(func() {
		if err := chromedp.Cancel(ctx); err != nil {
			t.Errorf("close the tab: %v", err)
		}
		end()
		stop()
	})
	b := &tab{t: t, ctx: ctx}
	if err := chromedp.Listen(ctx, b.note); err != nil {
		t.Fatal(err)
	}
	b.hold(d)
	return b
}

// hold is the tab on another device.
func (b *tab) hold(d device) {
	b.t.Helper()
	var options []chromedp.EmulateViewportOption
	if d.isPhone {
		options = append(options, chromedp.EmulateScale(2), chromedp.EmulateMobile, chromedp.EmulateTouch, chromedp.EmulatePortrait)
	}
	b.do(chromedp.EmulateViewport(d.width, d.height, options...))
	b.call(emulation.SetUserAgentOverride.Method, emulation.SetUserAgentOverrideParams{UserAgent: d.agent})
}

// note looks at what happens in the page.
func (b *tab) note(event any) {
	fault := ""
	switch e := event.(type) {
	case *network.EventRequestWillBeSent:
		if !isLocal(e.Request.URL) {
			fault = "a request beyond loopback: " + e.Request.URL
		}
	case *network.EventWebSocketCreated:
		fault = "a web socket: " + e.URL
	case *runtime.EventConsoleAPICalled:
		fault = fmt.Sprintf("the console is written to: %s", e.Args[0].Value)
	case *runtime.EventExceptionThrown:
		fault = "a script fails: " + e.ExceptionDetails.Text
	case *log.EventEntryAdded:
		if !b.isExpected(e.Entry) {
			fault = fmt.Sprintf("the console says: %s: %s", e.Entry.Level, e.Entry.Text)
		}
	}
	if fault != "" {
		b.mu.Lock()
		defer b.mu.Unlock()
		b.faults = append(b.faults, fault)
	}
}

func isLocal(address string) bool {
	u, err := url.Parse(address)
	return err == nil && (u.Hostname() == "127.0.0.1" || u.Hostname() == "localhost" || u.Scheme == "data")
}

// expect allows an answer of a status to be complained of in the console: Chromium does so
// whenever it is 400 or more.
func (b *tab) expect(status int64) {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.statuses = append(b.statuses, status)
}

func (b *tab) isExpected(e *log.Entry) bool {
	b.mu.Lock()
	defer b.mu.Unlock()
	return e.Source == log.EntrySourceNetwork && slices.ContainsFunc(b.statuses, func(status int64) bool {
		return strings.Contains(e.Text, fmt.Sprintf("status of %d ", status))
	})
}

// seen returns what was noted up to now.
func (b *tab) seen() []string {
	b.mu.Lock()
	defer b.mu.Unlock()
	return slices.Clone(b.faults)
}

func (b *tab) do(steps ...chromedp.Action[chromedp.Void]) {
	b.t.Helper()
	if err := chromedp.Do(b.ctx, steps...); err != nil {
		b.t.Fatalf("%v\n%s", err, b.text())
	}
}

// call is a command to Chromium that answers nothing.
func (b *tab) call(method string, params any) {
	b.t.Helper()
	b.do(func(ctx context.Context, t *chromedp.Target) (chromedp.Void, error) {
		return chromedp.Void{}, t.Call(ctx, method, params, nil)
	})
}

// evaluate returns the value of an expression.
func evaluate[T any](b *tab, expression string, options ...chromedp.EvaluateOption) T {
	b.t.Helper()
	v, err := chromedp.Run(b.ctx, chromedp.Evaluate[T](expression, options...))
	if err != nil {
		b.t.Fatalf("%v: %.80s", err, expression)
	}
	return v
}

// text is what the page says, for messages.
func (b *tab) text() string {
	ctx, stop := context.WithTimeout(context.WithoutCancel(b.ctx), 5*time.Second)
	defer stop()
	text, err := chromedp.Run(ctx, chromedp.Evaluate[string](`document.body.innerText`))
	if err != nil {
		return err.Error()
	}
	return text
}

// with selects what has a text and one of these names.
func with(text string, names ...string) chromedp.Search {
	return chromedp.Search(fmt.Sprintf(`//body//*[self::%s][contains(normalize-space(), %q)]`, strings.Join(names, " or self::"), text))
}

// see waits until the page says something.
func (b *tab) see(text string) {
	b.t.Helper()
	b.do(chromedp.WaitVisible(with(text, "p", "h1", "h2", "legend", "li", "label", "dd")))
}

// press clicks the button, link or choice with a text.
func (b *tab) press(text string) {
	b.t.Helper()
	b.do(chromedp.Click(with(text, "a", "button", "label")))
}

// key presses keys.
func (b *tab) key(keys string) {
	b.t.Helper()
	b.do(chromedp.KeyEvent(keys))
}

// tabTo presses Tab until the element with a text has the focus, visibly.
func (b *tab) tabTo(text string) {
	b.t.Helper()
	for range 20 {
		b.key("\t")
		if got := b.focused(); strings.HasPrefix(got.Text, text) {
			if !got.Visible {
				b.t.Errorf("the focus of %q cannot be seen", got.Text)
			}
			return
		}
	}
	b.t.Fatalf("Tab does not lead to %q", text)
}

// doubleClick clicks a button twice, the second time when the first post is on its way.
func (b *tab) doubleClick(text string, m *meeting) {
	b.t.Helper()
	button := with(text, "button")
	b.do(chromedp.ScrollIntoView(button))
	box, err := chromedp.Run(b.ctx, chromedp.Dimensions(button))
	if err != nil {
		b.t.Fatal(err)
	}
	x, y := (box.Content[0]+box.Content[4])/2, (box.Content[1]+box.Content[5])/2
	for i, arrived := range []chan struct{}{m.first, m.second} {
		b.do(
			chromedp.MouseEvent(chromedp.MousePressed, x, y, chromedp.ButtonLeft, chromedp.ClickCount(i+1)),
			chromedp.MouseEvent(chromedp.MouseReleased, x, y, chromedp.ButtonLeft, chromedp.ClickCount(i+1)),
		)
		select {
		case <-arrived:
		case <-b.ctx.Done():
			b.t.Fatalf("click %d on %q sends nothing", i+1, text)
		}
	}
}
