package byhand

import (
	"strconv"

	"github.com/paymux/paymux/examples/versus/shop"
)

// AppendJSON appends what the form with products and amounts answers, as JSON: the offers,
// and of each method that is not offered the code of the first check that failed. Ids need
// no escapes.
func (a *Answer) AppendJSON(dst []byte) []byte {
	dst = append(dst, `{"offers":[`...)
	for i, o := range a.Offers {
		if i > 0 {
			dst = append(dst, ',')
		}
		dst = append(dst, `{"method":"`...)
		dst = append(dst, o.Method...)
		if o.Product != "" {
			dst = append(dst, `","product":"`...)
			dst = append(dst, o.Product...)
		}
		dst = append(dst, `","min":"`...)
		dst = appendYuan(dst, o.Min)
		if o.Max != shop.Unbounded {
			dst = append(dst, `","max":"`...)
			dst = appendYuan(dst, o.Max)
		}
		dst = append(dst, `"}`...)
	}
	dst = append(dst, `],"excluded":[`...)
	for i, e := range a.Excluded {
		if i > 0 {
			dst = append(dst, ',')
		}
		dst = append(dst, `{"method":"`...)
		dst = append(dst, e.Method...)
		dst = append(dst, `","code":"`...)
		dst = append(dst, e.Code.Routing()...)
		dst = append(dst, `"}`...)
	}
	return append(dst, "]}"...)
}

// appendYuan appends an amount of fen in yuan.
func appendYuan(dst []byte, fen int64) []byte {
	dst = strconv.AppendInt(dst, fen/100, 10)
	return append(dst, '.', byte('0'+fen/10%10), byte('0'+fen%10), ' ', 'C', 'N', 'Y')
}
