package limits

// The active ISO 4217 codes that have minor units, in alphabetical order.
// Codes without minor units (precious metals, XDR, XTS, XXX ...) are left out:
// nothing is priced in them. Source: ISO 4217, lists A.1 and A.2, with the
// amendments in force on 2026-01-01 (ANG became XCG, BGN gave way to EUR).
const (
	AED Currency = iota + 1
	AFN
	ALL
	AMD
	AOA
	ARS
	AUD
	AWG
	AZN
	BAM
	BBD
	BDT
	BHD
	BIF
	BMD
	BND
	BOB
	BOV
	BRL
	BSD
	BTN
	BWP
	BYN
	BZD
	CAD
	CDF
	CHE
	CHF
	CHW
	CLF
	CLP
	CNY
	COP
	COU
	CRC
	CUP
	CVE
	CZK
	DJF
	DKK
	DOP
	DZD
	EGP
	ERN
	ETB
	EUR
	FJD
	FKP
	GBP
	GEL
	GHS
	GIP
	GMD
	GNF
	GTQ
	GYD
	HKD
	HNL
	HTG
	HUF
	IDR
	ILS
	INR
	IQD
	IRR
	ISK
	JMD
	JOD
	JPY
	KES
	KGS
	KHR
	KMF
	KPW
	KRW
	KWD
	KYD
	KZT
	LAK
	LBP
	LKR
	LRD
	LSL
	LYD
	MAD
	MDL
	MGA
	MKD
	MMK
	MNT
	MOP
	MRU
	MUR
	MVR
	MWK
	MXN
	MXV
	MYR
	MZN
	NAD
	NGN
	NIO
	NOK
	NPR
	NZD
	OMR
	PAB
	PEN
	PGK
	PHP
	PKR
	PLN
	PYG
	QAR
	RON
	RSD
	RUB
	RWF
	SAR
	SBD
	SCR
	SDG
	SEK
	SGD
	SHP
	SLE
	SOS
	SRD
	SSP
	STN
	SVC
	SYP
	SZL
	THB
	TJS
	TMT
	TND
	TOP
	TRY
	TTD
	TWD
	TZS
	UAH
	UGX
	USD
	USN
	UYI
	UYU
	UYW
	UZS
	VED
	VES
	VND
	VUV
	WST
	XAD
	XAF
	XCD
	XCG
	XOF
	XPF
	YER
	ZAR
	ZMW
	ZWG
)

type currencyRow struct {
	code   string
	digits uint8
}

// currencies is indexed by Currency; entry 0 is the invalid currency.
var currencies = [...]currencyRow{
	AED: {"AED", 2},
	AFN: {"AFN", 2},
	ALL: {"ALL", 2},
	AMD: {"AMD", 2},
	AOA: {"AOA", 2},
	ARS: {"ARS", 2},
	AUD: {"AUD", 2},
	AWG: {"AWG", 2},
	AZN: {"AZN", 2},
	BAM: {"BAM", 2},
	BBD: {"BBD", 2},
	BDT: {"BDT", 2},
	BHD: {"BHD", 3},
	BIF: {"BIF", 0},
	BMD: {"BMD", 2},
	BND: {"BND", 2},
	BOB: {"BOB", 2},
	BOV: {"BOV", 2},
	BRL: {"BRL", 2},
	BSD: {"BSD", 2},
	BTN: {"BTN", 2},
	BWP: {"BWP", 2},
	BYN: {"BYN", 2},
	BZD: {"BZD", 2},
	CAD: {"CAD", 2},
	CDF: {"CDF", 2},
	CHE: {"CHE", 2},
	CHF: {"CHF", 2},
	CHW: {"CHW", 2},
	CLF: {"CLF", 4},
	CLP: {"CLP", 0},
	CNY: {"CNY", 2},
	COP: {"COP", 2},
	COU: {"COU", 2},
	CRC: {"CRC", 2},
	CUP: {"CUP", 2},
	CVE: {"CVE", 2},
	CZK: {"CZK", 2},
	DJF: {"DJF", 0},
	DKK: {"DKK", 2},
	DOP: {"DOP", 2},
	DZD: {"DZD", 2},
	EGP: {"EGP", 2},
	ERN: {"ERN", 2},
	ETB: {"ETB", 2},
	EUR: {"EUR", 2},
	FJD: {"FJD", 2},
	FKP: {"FKP", 2},
	GBP: {"GBP", 2},
	GEL: {"GEL", 2},
	GHS: {"GHS", 2},
	GIP: {"GIP", 2},
	GMD: {"GMD", 2},
	GNF: {"GNF", 0},
	GTQ: {"GTQ", 2},
	GYD: {"GYD", 2},
	HKD: {"HKD", 2},
	HNL: {"HNL", 2},
	HTG: {"HTG", 2},
	HUF: {"HUF", 2},
	IDR: {"IDR", 2},
	ILS: {"ILS", 2},
	INR: {"INR", 2},
	IQD: {"IQD", 3},
	IRR: {"IRR", 2},
	ISK: {"ISK", 0},
	JMD: {"JMD", 2},
	JOD: {"JOD", 3},
	JPY: {"JPY", 0},
	KES: {"KES", 2},
	KGS: {"KGS", 2},
	KHR: {"KHR", 2},
	KMF: {"KMF", 0},
	KPW: {"KPW", 2},
	KRW: {"KRW", 0},
	KWD: {"KWD", 3},
	KYD: {"KYD", 2},
	KZT: {"KZT", 2},
	LAK: {"LAK", 2},
	LBP: {"LBP", 2},
	LKR: {"LKR", 2},
	LRD: {"LRD", 2},
	LSL: {"LSL", 2},
	LYD: {"LYD", 3},
	MAD: {"MAD", 2},
	MDL: {"MDL", 2},
	MGA: {"MGA", 2},
	MKD: {"MKD", 2},
	MMK: {"MMK", 2},
	MNT: {"MNT", 2},
	MOP: {"MOP", 2},
	MRU: {"MRU", 2},
	MUR: {"MUR", 2},
	MVR: {"MVR", 2},
	MWK: {"MWK", 2},
	MXN: {"MXN", 2},
	MXV: {"MXV", 2},
	MYR: {"MYR", 2},
	MZN: {"MZN", 2},
	NAD: {"NAD", 2},
	NGN: {"NGN", 2},
	NIO: {"NIO", 2},
	NOK: {"NOK", 2},
	NPR: {"NPR", 2},
	NZD: {"NZD", 2},
	OMR: {"OMR", 3},
	PAB: {"PAB", 2},
	PEN: {"PEN", 2},
	PGK: {"PGK", 2},
	PHP: {"PHP", 2},
	PKR: {"PKR", 2},
	PLN: {"PLN", 2},
	PYG: {"PYG", 0},
	QAR: {"QAR", 2},
	RON: {"RON", 2},
	RSD: {"RSD", 2},
	RUB: {"RUB", 2},
	RWF: {"RWF", 0},
	SAR: {"SAR", 2},
	SBD: {"SBD", 2},
	SCR: {"SCR", 2},
	SDG: {"SDG", 2},
	SEK: {"SEK", 2},
	SGD: {"SGD", 2},
	SHP: {"SHP", 2},
	SLE: {"SLE", 2},
	SOS: {"SOS", 2},
	SRD: {"SRD", 2},
	SSP: {"SSP", 2},
	STN: {"STN", 2},
	SVC: {"SVC", 2},
	SYP: {"SYP", 2},
	SZL: {"SZL", 2},
	THB: {"THB", 2},
	TJS: {"TJS", 2},
	TMT: {"TMT", 2},
	TND: {"TND", 3},
	TOP: {"TOP", 2},
	TRY: {"TRY", 2},
	TTD: {"TTD", 2},
	TWD: {"TWD", 2},
	TZS: {"TZS", 2},
	UAH: {"UAH", 2},
	UGX: {"UGX", 0},
	USD: {"USD", 2},
	USN: {"USN", 2},
	UYI: {"UYI", 0},
	UYU: {"UYU", 2},
	UYW: {"UYW", 4},
	UZS: {"UZS", 2},
	VED: {"VED", 2},
	VES: {"VES", 2},
	VND: {"VND", 0},
	VUV: {"VUV", 0},
	WST: {"WST", 2},
	XAD: {"XAD", 2},
	XAF: {"XAF", 0},
	XCD: {"XCD", 2},
	XCG: {"XCG", 2},
	XOF: {"XOF", 0},
	XPF: {"XPF", 0},
	YER: {"YER", 2},
	ZAR: {"ZAR", 2},
	ZMW: {"ZMW", 2},
	ZWG: {"ZWG", 2},
}
