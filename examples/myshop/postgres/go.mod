module github.com/paymux/paymux/examples/myshop/postgres

go 1.26.0

require (
	github.com/jackc/pgx/v5 v5.12.0
	github.com/paymux/paymux v0.0.0-00010101000000-000000000000
	github.com/paymux/paymux/examples/fleet v0.0.0-00010101000000-000000000000
	pgregory.net/rapid v1.3.0
)

require (
	github.com/google/go-cmp v0.7.0 // indirect
	github.com/jackc/pgpassfile v1.0.0 // indirect
	github.com/jackc/pgservicefile v0.0.0-20240606120523-5a60cdf6a761 // indirect
	github.com/jackc/puddle/v2 v2.2.3 // indirect
	github.com/shopspring/decimal v1.6.0 // indirect
	golang.org/x/sync v0.22.0 // indirect
	golang.org/x/text v0.41.0 // indirect
)

replace (
	github.com/paymux/paymux => ../../..
	github.com/paymux/paymux/examples/fleet => ../../fleet
)
