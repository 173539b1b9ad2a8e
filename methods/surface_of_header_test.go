package methods_test

import (
	"net/http"
	"net/http/httptest"
	"testing"

	"github.com/paymux/paymux/methods"
)

const miniProgramReferer = "https://servicewechat.com/wx1111aaaa2222bbbb/12/page-frame.html"

func TestSurfaceOfHeader(t *testing.T) {
	weChat := iPhone + "Mobile/15E148 MicroMessenger/8.0.48(0x18003030) NetType/4G Language/zh_CN"
	type header = map[string][]string
	tests := []struct {
		name   string
		header header
		want   methods.Surface
	}{
		{"mini program's own request on iPhone", header{"User-Agent": {weChat}, "Referer": {miniProgramReferer}}, methods.SurfaceWeChatMiniProgram},
		{"mini program on trial", header{"User-Agent": {weChat}, "Referer": {"https://servicewechat.com/wx1111aaaa2222bbbb/0/page-frame.html"}}, methods.SurfaceWeChatMiniProgram},
		{"mini program's own request in the desktop client", header{"User-Agent": {windows + " MicroMessenger/7.0.20.1781(0x6700143B) NetType/WIFI WindowsWechat"}, "Referer": {miniProgramReferer}}, methods.SurfaceWeChatMiniProgram},
		{"mini program that its User-Agent names", header{"User-Agent": {weChat + " miniProgram"}}, methods.SurfaceWeChatMiniProgram},
		{"page in WeChat without a Referer", header{"User-Agent": {weChat}}, methods.SurfaceWeChatBrowser},
		{"page in WeChat from another page", header{"User-Agent": {weChat}, "Referer": {"https://shop.example/cart"}}, methods.SurfaceWeChatBrowser},
		{"page in WeChat from a host that begins alike", header{"User-Agent": {weChat}, "Referer": {"https://servicewechat.com.example/wx1/0/page-frame.html"}}, methods.SurfaceWeChatBrowser},
		{"page in WeChat from a page that names the host", header{"User-Agent": {weChat}, "Referer": {"https://shop.example/?from=https://servicewechat.com/"}}, methods.SurfaceWeChatBrowser},
		{"page in WeChat, the Referer without TLS", header{"User-Agent": {weChat}, "Referer": {"http://servicewechat.com/wx1/0/page-frame.html"}}, methods.SurfaceWeChatBrowser},
		{"mini program's Referer outside WeChat", header{"User-Agent": {android}, "Referer": {miniProgramReferer}}, methods.SurfaceMobileWeb},
		{"mini program's Referer in WeCom", header{"User-Agent": {weChat + " wxwork/4.1.22"}, "Referer": {miniProgramReferer}}, methods.SurfaceWeComBrowser},
		{"mini program's Referer in Alipay", header{"User-Agent": {iPhone + "Mobile/15E148 AlipayClient/10.5.86.6000"}, "Referer": {miniProgramReferer}}, methods.SurfaceAlipayBrowser},
		{"mini program's Referer alone", header{"Referer": {miniProgramReferer}}, ""},
		{"no headers", nil, ""},
		{"names without values", header{"User-Agent": {}, "Referer": nil}, ""},
		{"names in lower case", header{"user-agent": {weChat}, "referer": {miniProgramReferer}}, methods.SurfaceWeChatMiniProgram},
		{"names in upper case", header{"USER-AGENT": {weChat}, "REFERER": {miniProgramReferer}}, methods.SurfaceWeChatMiniProgram},
		{"canonical name before another", header{"user-agent": {windows}, "User-Agent": {weChat}, "USER-AGENT": {android}}, methods.SurfaceWeChatBrowser},
		{"canonical name without a value", header{"User-Agent": {}, "user-agent": {weChat}}, methods.SurfaceWeChatBrowser},
		{"two other spellings: the first in byte order", header{"user-agent": {windows}, "USER-AGENT": {weChat}}, methods.SurfaceWeChatBrowser},
		{"first of two values", header{"User-Agent": {weChat, windows}, "Referer": {miniProgramReferer, "https://shop.example/"}}, methods.SurfaceWeChatMiniProgram},
		{"Referer as English spells it is another header", header{"User-Agent": {weChat}, "Referrer": {miniProgramReferer}}, methods.SurfaceWeChatBrowser},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			// Maps come in another order each time.
			for range 20 {
				if got := methods.SurfaceOfHeader(test.header); got != test.want {
					t.Fatalf("SurfaceOfHeader(%q) = %q, want %q", test.header, got, test.want)
				}
			}
		})
	}
}

func TestSurfaceOfHeaderTakesARequestsHeader(t *testing.T) {
	r := httptest.NewRequest(http.MethodPost, "/checkout", nil)
	r.Header.Set("user-agent", iPhone+"Mobile/15E148 MicroMessenger/8.0.48(0x18003030)")
	r.Header.Set("referer", miniProgramReferer)
	if got := methods.SurfaceOfHeader(r.Header); got != methods.SurfaceWeChatMiniProgram {
		t.Errorf("SurfaceOfHeader = %q, want %q", got, methods.SurfaceWeChatMiniProgram)
	}
}

// Without a mini program's Referer the two functions agree.
func TestSurfaceOfHeaderAgreesWithSurfaceOf(t *testing.T) {
	for _, test := range userAgents {
		header := map[string][]string{"User-Agent": {test.userAgent}, "Referer": {"https://shop.example/"}}
		if got := methods.SurfaceOfHeader(header); got != test.want {
			t.Errorf("%s: SurfaceOfHeader = %q, want %q", test.name, got, test.want)
		}
	}
}

func TestSurfaceOfHeaderDoesNotAllocate(t *testing.T) {
	for _, header := range []map[string][]string{
		{"User-Agent": {iPhone + "Mobile/15E148 MicroMessenger/8.0.48"}, "Referer": {miniProgramReferer}},
		{"user-agent": {windows}, "accept": {"*/*"}},
	} {
		if n := testing.AllocsPerRun(10, func() { methods.SurfaceOfHeader(header) }); n != 0 {
			t.Errorf("SurfaceOfHeader(%q) allocates %v times, want 0", header, n)
		}
	}
}
