package ledger

import (
	"strconv"

	"github.com/paymux/paymux/limits"
)

func checkConfirm(id string, amount limits.Money) error {
	var f faults
	f.checkID("id", id)
	if !amount.IsValid() || amount.Sign() < 0 {
		f.add("amount", amount.String(), "an amount of zero or more")
	}
	return f.err()
}

func checkRelease(id string) error {
	var f faults
	f.checkID("id", id)
	return f.err()
}

func checkRefund(id, refund string, amount limits.Money) error {
	var f faults
	f.checkID("id", id)
	f.checkID("refund", refund)
	if !amount.IsValid() || amount.Sign() <= 0 {
		f.add("amount", amount.String(), "an amount of more than zero")
	}
	return f.err()
}

func checkSweep(limit int) error {
	var f faults
	if limit <= 0 {
		f.add("limit", strconv.Itoa(limit), "more than zero")
	}
	return f.err()
}
