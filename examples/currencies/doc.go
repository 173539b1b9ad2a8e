// Package currencies checks the currencies of package limits against lists that others
// keep: github.com/bojanz/currency has the codes of ISO 4217 that are in force and their
// minor units, and golang.org/x/text/currency has the days on which currencies ended, as
// Unicode CLDR knew them in 2017.
package currencies
