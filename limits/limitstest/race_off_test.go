//go:build !race

package limitstest_test

const raceDetector = false
