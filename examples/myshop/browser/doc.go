// Package browser tests the page of examples/myshop as its buyers have it: in Chromium, with
// the mouse, by keyboard only, on a phone and with script switched off. It teaches how a
// checkout page can be held to what it promises: every state of it, in both languages, is
// checked by axe-core for the rules of WCAG 2.2 A and AA, fits 360 pixels, writes nothing to
// the console and asks no other host for anything. Faults planted into the page show that
// each of these checks fails where it should.
//
//	./.ci-prepare         installs Chromium, a Chinese font and axe-core where they are missing
//	go test .             prints ok
//	go test . -update     and takes the screenshots of examples/myshop/README.md again
package browser
