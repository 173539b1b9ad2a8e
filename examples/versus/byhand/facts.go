package byhand

import (
	"github.com/paymux/paymux/limits"
	"github.com/paymux/paymux/methods"
	"github.com/paymux/paymux/routing"
	"github.com/paymux/paymux/routing/china"
)

// facts is an order as numbers. Lists of surfaces and of currencies become masks,
// and so does what is stated about the buyer.
type facts struct {
	at       int64 // Unix seconds: all rules begin and end on one
	fen      int64 // minor units; of yuan, if yuan is true
	yuan     bool
	surface  uint8
	currency uint8
	buyer    uint8
}

const (
	app uint8 = 1 << iota
	mobileWeb
	desktopWeb
	weChatBrowser
	weChatMiniProgram
	alipayBrowser

	anySurface uint8 = 0xff
)

const (
	cny uint8 = 1 << iota
	hkd
	usd
	jpy
	eur
	mop

	anyCurrency uint8 = 0xff
)

const (
	noCard uint8 = 1 << iota
	noBalance
	invited
	latestApp
)

// other is the bit of a surface or currency that no rule names: only rules for
// any take it.
const other uint8 = 1 << 7

func factsOf(o *routing.Order) facts {
	currency := o.Amount.Currency()
	return facts{
		at:       o.At.Unix(),
		fen:      o.Amount.Minor(),
		yuan:     currency == limits.CNY,
		surface:  surfaceBit(o.Surface),
		currency: currencyBit(currency),
		buyer:    buyerBits(o.Traits),
	}
}

func surfaceBit(s methods.Surface) uint8 {
	switch s {
	case methods.SurfaceApp:
		return app
	case methods.SurfaceMobileWeb:
		return mobileWeb
	case methods.SurfaceDesktopWeb:
		return desktopWeb
	case methods.SurfaceWeChatBrowser:
		return weChatBrowser
	case methods.SurfaceWeChatMiniProgram:
		return weChatMiniProgram
	case methods.SurfaceAlipayBrowser:
		return alipayBrowser
	}
	return other
}

func currencyBit(c limits.Currency) uint8 {
	switch c {
	case limits.CNY:
		return cny
	case limits.HKD:
		return hkd
	case limits.USD:
		return usd
	case limits.JPY:
		return jpy
	case limits.EUR:
		return eur
	case limits.MOP:
		return mop
	}
	return other
}

func buyerBits(traits []methods.Trait) uint8 {
	var bits uint8
	for _, t := range traits {
		switch t {
		case china.NoBoundCard:
			bits |= noCard
		case china.NoBalance:
			bits |= noBalance
		case china.Invited:
			bits |= invited
		case china.LatestApp:
			bits |= latestApp
		}
	}
	return bits
}
