package browser_test

import (
	"fmt"
	"os"
	"path/filepath"
	"sync"

	"github.com/chromedp/chromedp"
)

// The file that .ci-prepare installs.
var axe = sync.OnceValues(func() (string, error) {
	cache, err := os.UserCacheDir()
	if err != nil {
		return "", err
	}
	data, err := os.ReadFile(filepath.Join(cache, "paymux/axe-core-4.14.1/node_modules/axe-core/axe.min.js"))
	return string(data), err
})

// minPassed is how many rules must have found something to approve of: fewer have not
// looked at a page of the shop.
const minPassed = 10

// inaccessible returns what axe-core finds against the rules of WCAG 2.2, A and AA.
func (b *tab) inaccessible() []string {
	b.t.Helper()
	source, err := axe()
	if err != nil {
		b.t.Fatalf("./.ci-prepare installs axe-core: %v", err)
	}
	if !evaluate[bool](b, `"axe" in window`) {
		b.do(chromedp.Evaluate[chromedp.Void](source))
	}
	result := evaluate[struct {
		Found  []string
		Passed int
	}](b, `axe.run(document, {
		runOnly: {type: "tag", values: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]},
	}).then(r => ({
		Found: [...r.violations, ...r.incomplete].flatMap(rule => rule.nodes.map(n => rule.id + ": " + n.html + ": " + n.failureSummary)),
		Passed: r.passes.length,
	}))`, chromedp.EvalAwaitPromise)
	if result.Passed < minPassed {
		return append(result.Found, fmt.Sprintf("only %d rules have passed", result.Passed))
	}
	return result.Found
}

// misfits returns what is wrong with the page's layout at the width of a phone: whether it
// scrolls sideways, and what is too small for a finger.
func (b *tab) misfits(width int64) []string {
	b.t.Helper()
	return evaluate[[]string](b, fmt.Sprintf(`(() => {
		const found = [];
		const wide = document.documentElement.scrollWidth;
		if (wide > %d) found.push("the page is " + wide + " pixels wide");
		for (const e of document.querySelectorAll("a, button, label")) {
			const box = e.getBoundingClientRect();
			if (box.height < 44 || box.width < 44) found.push(box.width + " x " + box.height + " pixels for a finger: " + e.outerHTML);
		}
		return found;
	})()`, width))
}

// stop is an element that Tab has reached.
type stop struct {
	Text    string
	Visible bool // that it has the focus
}

// focused is the element that has the focus; it has no text if that is none of the page's.
func (b *tab) focused() stop {
	b.t.Helper()
	return evaluate[stop](b, `(() => {
		const e = document.activeElement, box = e.getBoundingClientRect(), style = getComputedStyle(e);
		if (e === document.body) return {Text: "", Visible: false};
		return {
			Text: (e.closest("label") ?? e).innerText.trim(),
			Visible: style.outlineStyle === "solid" && parseFloat(style.outlineWidth) >= 2 &&
				box.top >= 0 && box.bottom <= innerHeight && box.left >= 0 && box.right <= innerWidth,
		};
	})()`)
}

// untabbed returns which elements Tab does not reach from the start of the page, one after
// the other, and which do not show that it has.
func (b *tab) untabbed() []string {
	b.t.Helper()
	want := evaluate[[]string](b, `(() => {
		const groups = new Set();
		return [...document.querySelectorAll("a, button, input:not([type=hidden])")].filter(e => {
			if (e.type !== "radio") return true;
			const first = !groups.has(e.name);
			groups.add(e.name);
			return first; // the arrow keys lead to the others
		}).map(e => (e.closest("label") ?? e).innerText.trim());
	})()`)
	var found []string
	for _, text := range want {
		b.key("\t")
		switch got := b.focused(); {
		case got.Text != text:
			return append(found, fmt.Sprintf("Tab leads to %q, not to %q", got.Text, text))
		case !got.Visible:
			found = append(found, fmt.Sprintf("the focus of %q cannot be seen", text))
		}
	}
	return found
}
