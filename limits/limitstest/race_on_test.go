//go:build race

package limitstest_test

const raceDetector = true
