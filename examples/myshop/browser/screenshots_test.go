package browser_test

import (
	"bytes"
	"image/png"
	"os"
	"testing"

	"github.com/chromedp/chromedp"
)

// maxScreenshot bounds a screenshot, in bytes.
const maxScreenshot = 200 << 10

// The README shows two pages. What it shows is as wide as what is taken now, and small.
// Fonts differ between machines: whether it looks the same is for those to see who take it
// again.
func TestScreenshotsOfTheREADME(t *testing.T) {
	for _, shot := range []struct {
		file   string
		device device
		reach  func(w *world, b *tab)
	}{
		{"../list-zh.png", device{width: phone.width, height: 600, agent: phone.agent, isPhone: true}, func(w *world, b *tab) {
			b.visit(w, "o1", "zh")
			b.see("请选择支付方式")
		}},
		{"../reasons-en.png", device{width: 1024, height: 680, agent: desktop.agent}, func(w *world, b *tab) {
			b.visit(w, "o1", "en")
			b.pick(phrases{en: "Ask a friend to pay"}, "en")
			b.see("Send it to your friend")
			b.do(chromedp.Navigate(w.url + "/cashier/o1_0001"))
			b.press("Pay")
			b.see("Orders to try")
			b.visit(w, "o2", "en")
			b.see("Only for payments up to ¥1,701.00")
		}},
	} {
		t.Run(shot.file, func(t *testing.T) {
			b := open(t, shot.device)
			shot.reach(newWorld(t, options{}), b)
			taken, err := chromedp.Run(b.ctx, chromedp.FullScreenshot(100))
			if err != nil {
				t.Fatal(err)
			}
			if *update {
				if err := os.WriteFile(shot.file, taken, 0o644); err != nil {
					t.Fatal(err)
				}
			}
			kept, err := os.ReadFile(shot.file)
			if err != nil {
				t.Fatal(err)
			}
			if got, want := widthOf(t, kept), widthOf(t, taken); got != want {
				t.Errorf("%d pixels wide, but taken with %d: take it again with -update", got, want)
			}
			if len(kept) > maxScreenshot {
				t.Errorf("%d bytes, want at most %d", len(kept), maxScreenshot)
			}
		})
	}
}

func widthOf(t *testing.T, data []byte) int {
	t.Helper()
	config, err := png.DecodeConfig(bytes.NewReader(data))
	if err != nil {
		t.Fatal(err)
	}
	return config.Width
}
