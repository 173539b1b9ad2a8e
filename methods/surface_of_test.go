package methods_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/paymux/paymux/methods"
)

// A headerCase is a User-Agent header in the form that the client sends. The headers
// are composed here, with versions and devices of no particular buyer.
type headerCase struct {
	name      string
	userAgent string
	want      methods.Surface
}

// userAgents are all the cases.
var userAgents = slices.Concat(hostCases, appCases, browserCases, deviceCases, otherCases)

// The parts that headers begin with.
const (
	iPhone = "Mozilla/5.0 (iPhone; CPU iPhone OS 17_4 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) "
	iPad   = "Mozilla/5.0 (iPad; CPU OS 16_3 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) "
	mac    = "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko)"

	// Android's WebView, with and without its mark, and before it had one.
	webView  = "Mozilla/5.0 (Linux; Android 13; RX-210 Build/TQ3A.230805.001; wv) AppleWebKit/537.36 (KHTML, like Gecko) Version/4.0 Chrome/116.0.5845.92 Mobile Safari/537.36"
	unmarked = "Mozilla/5.0 (Linux; U; Android 12; zh-CN; RX-190 Build/SQ3A.220705.003) AppleWebKit/537.36 (KHTML, like Gecko) Version/4.0 Chrome/108.0.5359.61 Mobile Safari/537.36"
	before44 = "Mozilla/5.0 (Linux; U; Android 4.2.2; zh-cn; RX-40 Build/JDQ39) AppleWebKit/534.30 (KHTML, like Gecko) Version/4.0 Mobile Safari/534.30"

	// An engine without any mark of a WebView, as Chrome's own.
	android = "Mozilla/5.0 (Linux; Android 14; RX-230) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/125.0.0.0 Mobile Safari/537.36"
	windows = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/125.0.0.0 Safari/537.36"
	macOS   = "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/125.0.0.0 Safari/537.36"
	linux   = "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/125.0.0.0 Safari/537.36"
	harmony = "Mozilla/5.0 (Phone; OpenHarmony 5.0) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/114.0.0.0 Safari/537.36 ArkWeb/4.1.6.1 Mobile"

	// Tencent's X5 engine within an app on Android.
	x5 = "Mozilla/5.0 (Linux; Android 10; RX-120 Build/QP1A.190711.020; wv) AppleWebKit/537.36 (KHTML, like Gecko) Version/4.0 Chrome/89.0.4389.72 MQQBrowser/6.2 TBS/046247 Mobile Safari/537.36"
)

func TestSurfaceOf(t *testing.T) {
	names := make(map[string]bool)
	for _, test := range userAgents {
		if names[test.name] {
			t.Errorf("two cases are called %q", test.name)
		}
		names[test.name] = true
		t.Run(test.name, func(t *testing.T) {
			if got := methods.SurfaceOf(test.userAgent); got != test.want {
				t.Errorf("SurfaceOf(%q) = %q, want %q", test.userAgent, got, test.want)
			}
		})
	}
}

func TestEverySurfaceOfAUserAgentHasACase(t *testing.T) {
	seen := make(map[methods.Surface]bool)
	for _, test := range userAgents {
		seen[test.want] = true
	}
	for _, s := range surfacesOfUserAgents {
		if !seen[s] {
			t.Errorf("no case for surface %q", s)
		}
	}
}

// onOneSystem has the apps of the table that exist on one system only.
var onOneSystem = map[string]string{
	"apps with Tencent's X5 engine": "Android",
	"Cheetah":                       "Android",
}

func TestEveryAppOfTheTableHasACaseOnBothSystems(t *testing.T) {
	seen := make(map[[2]string]bool)
	for _, test := range userAgents {
		app := methods.AppOf(test.userAgent)
		switch {
		case strings.Contains(test.userAgent, "iPhone"), strings.Contains(test.userAgent, "iPad"):
			seen[[2]string{app, "iOS"}] = true
		case strings.Contains(test.userAgent, "Android"):
			seen[[2]string{app, "Android"}] = true
		}
	}
	apps := make(map[string]bool)
	for _, row := range methods.Tokens() {
		app := row[0]
		if apps[app] {
			continue
		}
		apps[app] = true
		for _, system := range []string{"Android", "iOS"} {
			only := onOneSystem[app]
			if (only == "" || only == system) && !seen[[2]string{app, system}] {
				t.Errorf("no case for %s on %s", app, system)
			}
		}
	}
	for app := range onOneSystem {
		if !apps[app] {
			t.Errorf("%s is not in the table", app)
		}
	}
}

// A row that an earlier one always comes before would say nothing.
func TestEveryTokenNamesItsApp(t *testing.T) {
	for _, row := range methods.Tokens() {
		if got := methods.AppOf(row[1]); got == "" || got != row[0] {
			t.Errorf("the token %q of %s names %q", row[1], row[0], got)
		}
	}
}

// surfacesOfUserAgents are all that SurfaceOf may return: any but the shop's own app.
var surfacesOfUserAgents = append(slices.DeleteFunc(methods.Surfaces(), func(s methods.Surface) bool {
	return s == methods.SurfaceApp
}), "")

func TestSurfaceOfDoesNotAllocate(t *testing.T) {
	long := "Mozilla/5.0 (" + strings.Repeat("M Ali ; Q", 1<<20/9) + ")"
	for _, userAgent := range []string{webView + " MicroMessenger/8.0.48", iPhone, windows, "", long} {
		if n := testing.AllocsPerRun(3, func() { methods.SurfaceOf(userAgent) }); n != 0 {
			t.Errorf("SurfaceOf of %d bytes allocates %v times, want 0", len(userAgent), n)
		}
	}
}

func FuzzSurfaceOf(f *testing.F) {
	for _, test := range userAgents {
		f.Add(test.userAgent)
	}
	f.Add("Mozilla/5.0 (\xff\xfe Android")
	f.Fuzz(func(t *testing.T, userAgent string) {
		got := methods.SurfaceOf(userAgent)
		if !slices.Contains(surfacesOfUserAgents, got) {
			t.Errorf("SurfaceOf(%q) = %q, want one of %q", userAgent, got, surfacesOfUserAgents)
		}
		// What names no client, device or engine changes nothing. No token has a comma,
		// so nothing joins across it.
		if again := methods.SurfaceOf(userAgent + ",zh;q=0.9"); again != got {
			t.Errorf("SurfaceOf(%q) = %q, but %q with a language behind it", userAgent, got, again)
		}
		// A host's token decides whatever stands around it.
		if got := methods.SurfaceOf(userAgent + " wxwork/4.1"); got != methods.SurfaceWeComBrowser {
			t.Errorf("SurfaceOf(%q) = %q, want %q", userAgent+" wxwork/4.1", got, methods.SurfaceWeComBrowser)
		}
	})
}

func BenchmarkSurfaceOf(b *testing.B) {
	for _, bench := range []struct {
		name      string
		userAgent string
	}{
		{"WeChat", iPhone + "Mobile/15E148 MicroMessenger/8.0.49(0x18003131) NetType/4G Language/zh_CN"},
		{"Alipay", unmarked + " AlipayDefined(nt:WIFI) AliApp(AP/10.5.80.8000) AlipayClient/10.5.80.8000 Language/zh-Hans"},
		{"unknown web view", webView},
		{"Chrome on a desktop", windows},
		{"64 kB", "Mozilla/5.0 (" + strings.Repeat("M Ali ; Q", 64<<10/9) + ")"},
	} {
		b.Run(bench.name, func(b *testing.B) {
			b.ReportAllocs()
			b.SetBytes(int64(len(bench.userAgent)))
			for b.Loop() {
				methods.SurfaceOf(bench.userAgent)
			}
		})
	}
}
