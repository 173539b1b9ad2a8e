package main

import (
	"testing"

	"github.com/paymux/paymux/limits/limitstest"
)

func TestMonthEndLimit(t *testing.T) {
	limitstest.Run(t, shopLimit, limitstest.Queries(shopLimit.daily))
}
