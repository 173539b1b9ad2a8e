module github.com/paymux/paymux/examples/currencies

go 1.26.0

require (
	github.com/bojanz/currency v1.4.2
	github.com/google/go-cmp v0.7.0
	github.com/paymux/paymux v0.0.0-00010101000000-000000000000
	golang.org/x/text v0.42.0
)

require (
	github.com/cockroachdb/apd/v3 v3.2.1 // indirect
	github.com/shopspring/decimal v1.6.0 // indirect
)

replace github.com/paymux/paymux => ../..
