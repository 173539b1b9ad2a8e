package prose

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestWidthInTerminalColumns(t *testing.T) {
	tests := []struct {
		name string
		text string
		want int
	}{
		{"nothing", "", 0},
		{"ASCII", "Alipay 1.0", 10},
		{"the yuan sign", "¥", 1},
		{"the fullwidth yuan sign", "￥", 2},
		{"Latin with an accent", "é", 1},
		{"Latin with a combining accent", "e\u0301", 1},
		{"Latin with the first of the combining accents", "e\u0300", 1},
		{"the last letter before the combining accents", "\u02ff", 1},
		{"Chinese", "微信支付", 8},
		{"the first and the last Han of the basic block", "\u4e00\u9fff", 4},
		{"Han beyond the basic plane", "\U00020000", 2},
		{"Chinese punctuation", "，。、（）", 10},
		{"the typographic space", "\u3000", 2},
		{"kana and Hangul", "カ한", 4},
		{"halfwidth kana", "ｶ", 1},
		{"fullwidth Latin", "Ａ", 2},
		{"curly quotes and an arrow", "“”→", 3},
		{"a pictograph", "💰", 2},
		{"invalid UTF-8, shown as one replacement", "\xff", 1},
		{"just before the first wide block", "\u10ff", 1},
		{"just after the last wide block", "\U0003fffe", 1},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			if got := Width(test.text); got != test.want {
				t.Errorf("Width(%q) = %d, want %d", test.text, got, test.want)
			}
		})
	}
}

func TestWideBlocksAreInOrder(t *testing.T) {
	for i, block := range wide {
		if block.first > block.last || i > 0 && block.first <= wide[i-1].last {
			t.Errorf("block %U to %U is out of order", block.first, block.last)
		}
	}
}

func TestColumnsAlignByWidth(t *testing.T) {
	var b strings.Builder
	Columns(&b, "  ", [][]string{
		{"支付方式", "ID", "ENTRY"},
		{"a", "", "x"},
		{"微信", "wechat_pay", ""},
	})
	want := "" +
		"  支付方式  ID          ENTRY\n" +
		"  a                     x\n" +
		"  微信      wechat_pay\n"
	if diff := cmp.Diff(want, b.String()); diff != "" {
		t.Errorf("Columns (-want +got):\n%s", diff)
	}
}
