package routing_test

import (
	"bytes"
	"encoding/json"
	"math"
	"runtime"
	"testing"
	"time"

	"github.com/paymux/paymux/limits"
	"github.com/paymux/paymux/routing"
)

// The JSON form of a catalog as plain structs, for encoding/json to fill without any
// check. Amounts, dates and windows stay texts.
type (
	plainCatalog struct {
		Name           string              `json:"name"`
		Version        string              `json:"version"`
		Zone           string              `json:"zone"`
		Sources        []plainSource       `json:"sources"`
		DefaultSources []string            `json:"default_sources"`
		RegionSets     map[string][]string `json:"region_sets"`
		Traits         []plainTrait        `json:"traits"`
		Methods        []plainMethod       `json:"methods"`
		Platforms      []plainPlatform     `json:"platforms"`
		Availability   []plainEntry        `json:"availability"`
		Limits         []plainLimit        `json:"limits"`
		Accept         []plainAcceptance   `json:"accept"`
	}
	plainSource struct {
		ID        string `json:"id"`
		Title     string `json:"title"`
		Publisher string `json:"publisher"`
		Date      string `json:"date"`
		URL       string `json:"url"`
		Quote     string `json:"quote"`
	}
	plainText struct {
		EN string `json:"en"`
		ZH string `json:"zh"`
	}
	plainTrait struct {
		ID        string    `json:"id"`
		Name      plainText `json:"name"`
		MustState bool      `json:"must_state"`
		PerMethod bool      `json:"per_method"`
	}
	plainMethod struct {
		ID       string         `json:"id"`
		Name     plainText      `json:"name"`
		Payer    string         `json:"payer"`
		Products []plainProduct `json:"products"`
	}
	plainProduct struct {
		ID       string            `json:"id"`
		Surfaces []string          `json:"surfaces"`
		Flow     string            `json:"flow"`
		API      string            `json:"api"`
		LinkLife string            `json:"link_life"`
		Sources  []string          `json:"sources"`
		Params   map[string]string `json:"params"`
	}
	plainPlatform struct {
		ID      string    `json:"id"`
		Name    plainText `json:"name"`
		Aliases []string  `json:"aliases"`
	}
	plainMatch struct {
		Platforms  []string      `json:"platforms"`
		Surfaces   []string      `json:"surfaces"`
		Currencies []string      `json:"currencies"`
		Regions    []string      `json:"regions"`
		Audience   [][]string    `json:"audience"`
		Rollout    *plainRollout `json:"rollout"`
		From       string        `json:"from"`
		Until      string        `json:"until"`
		Hours      []plainHours  `json:"hours"`
	}
	plainRollout struct {
		Percent string `json:"percent"`
		Salt    string `json:"salt"`
	}
	plainHours struct {
		Days  []string `json:"days"`
		From  string   `json:"from"`
		Until string   `json:"until"`
	}
	plainEvidence struct {
		Stated     string   `json:"stated"`
		Confidence string   `json:"confidence"`
		Conflict   string   `json:"conflict"`
		Sources    []string `json:"sources"`
	}
	plainEntry struct {
		ID       string         `json:"id"`
		Method   string         `json:"method"`
		Status   string         `json:"status"`
		Rank     int            `json:"rank"`
		When     plainMatch     `json:"when"`
		Except   []plainMatch   `json:"except"`
		Products []plainProduct `json:"products"`
		Within   string         `json:"within"`
		plainEvidence
	}
	plainLimit struct {
		ID         string       `json:"id"`
		Methods    []string     `json:"methods"`
		EachMethod bool         `json:"each_method"`
		When       plainMatch   `json:"when"`
		Except     []plainMatch `json:"except"`
		Min        string       `json:"min"`
		Max        string       `json:"max"`
		MaxCount   int64        `json:"max_count"`
		Window     string       `json:"window"`
		Counter    string       `json:"counter"`
		Per        []string     `json:"per"`
		plainEvidence
	}
	plainAcceptance struct {
		Code string `json:"code"`
		ID   string `json:"id"`
		Why  string `json:"why"`
	}
)

// plainOrder is the JSON form of an order, but for counters that have more than an
// amount.
type plainOrder struct {
	ID       string            `json:"id"`
	Platform string            `json:"platform"`
	Surface  string            `json:"surface"`
	Amount   string            `json:"amount"`
	At       string            `json:"at"`
	Region   string            `json:"region"`
	Traits   []string          `json:"traits"`
	Lacks    []string          `json:"lacks"`
	Buyer    string            `json:"buyer"`
	Merchant string            `json:"merchant"`
	Usage    map[string]string `json:"usage"`
	Allow    []string          `json:"allow"`
	Block    []string          `json:"block"`
	Tried    []string          `json:"tried"`
	Prefer   []string          `json:"prefer"`
	Down     map[string]string `json:"down"`
}

// The plain structs have every key of the forms: what encoding/json may skip would make
// it look faster.
func TestPlainStructsHaveEveryKey(t *testing.T) {
	for _, size := range benchCatalogs[:2] {
		requireKnown(t, []byte(marshal(t, size.make())), &plainCatalog{})
	}
	for _, order := range benchOrderTexts {
		requireKnown(t, []byte(order.text), &plainOrder{})
	}
}

func requireKnown(t *testing.T, data []byte, to any) {
	t.Helper()
	d := json.NewDecoder(bytes.NewReader(data))
	d.DisallowUnknownFields()
	if err := d.Decode(to); err != nil {
		t.Error(err)
	}
}

// BenchmarkParseCatalog reads catalogs: ParseCatalog with all its checks, beside
// encoding/json into plain structs with none.
func BenchmarkParseCatalog(b *testing.B) {
	for _, size := range benchCatalogs {
		b.Run(size.name, func(b *testing.B) {
			compareReaders(b, []byte(marshal(b, size.make())), routing.ParseCatalog, unmarshal[plainCatalog])
		})
	}
}

// benchOrderTexts are an order with the least that a shop says, one with what shops
// mostly say, and one with all there is.
var benchOrderTexts = []struct{ name, text string }{
	{"short", `{"platform": "shop", "amount": "299.00 CNY", "at": "2023-12-01T12:00:00+08:00"}`},
	{"usual", soundOrder},
	{"full", `{"id": "o1", "platform": "shop", "surface": "app", "amount": "299.00 CNY",
 "at": "2023-12-01T12:00:00+08:00", "region": "CN", "traits": ["vip", "new_buyer"], "lacks": ["card_bound"],
 "buyer": "b-7f3a9c", "merchant": "m-104", "usage": {"shop.day": "420.00 CNY", "shop.month": "1200.00 CNY"},
 "allow": ["alipay", "wechat_pay"], "block": ["static_code"], "tried": ["wechat_pay"], "prefer": ["alipay"],
 "down": {"wechat_pay": "2023-12-01T13:00:00+08:00"}}`},
}

// BenchmarkParseOrder reads orders: ParseOrder with all its checks, beside encoding/json
// into a plain struct with none.
func BenchmarkParseOrder(b *testing.B) {
	for _, order := range benchOrderTexts {
		b.Run(order.name, func(b *testing.B) {
			compareReaders(b, []byte(order.text), routing.ParseOrder, unmarshal[plainOrder])
		})
	}
}

func unmarshal[T any](data []byte) (T, error) {
	var v T
	err := json.Unmarshal(data, &v)
	return v, err
}

// compareReaders measures two readers of the same bytes, each by itself and then in turns:
// how many times the CPU time of the first the second takes, each in its best round.
func compareReaders[T, U any](b *testing.B, data []byte, first func([]byte) (T, error), second func([]byte) (U, error)) {
	b.Run("paymux", func(b *testing.B) { benchmarkReader(b, data, first) })
	if len(data) > 100<<20 {
		return // encoding/json takes minutes, and says no more
	}
	b.Run("encoding_json", func(b *testing.B) { benchmarkReader(b, data, second) })
	b.Run("in_turns", func(b *testing.B) {
		ours, theirs := time.Duration(math.MaxInt64), time.Duration(math.MaxInt64)
		for b.Loop() {
			ours = min(ours, cpuTimeOf(b, data, first))
			theirs = min(theirs, cpuTimeOf(b, data, second))
		}
		b.ReportMetric(float64(theirs)/float64(ours), "x-encoding/json")
		b.ReportMetric(float64(ours)/float64(max(1, 1<<20/len(data))), "ns/read")
	})
}

func benchmarkReader[T any](b *testing.B, data []byte, read func([]byte) (T, error)) {
	b.ReportAllocs()
	b.SetBytes(int64(len(data)))
	for b.Loop() {
		if _, err := read(data); err != nil {
			b.Fatal(err)
		}
	}
}

// cpuTimeOf returns the CPU time of reading a mebibyte, garbage collection included.
func cpuTimeOf[T any](b *testing.B, data []byte, read func([]byte) (T, error)) time.Duration {
	runtime.GC()
	before := cpuTime(b)
	for range max(1, 1<<20/len(data)) {
		if _, err := read(data); err != nil {
			b.Fatal(err)
		}
	}
	return cpuTime(b) - before
}

// BenchmarkParseBadCatalog reads a catalog that has a fault in every limit rule:
// each must be found, explained and placed.
func BenchmarkParseBadCatalog(b *testing.B) {
	c := synthetic(100, 20)
	for i := range c.Limits {
		c.Limits[i].Limit = limits.Cap{Min: cny(2), Max: cny(1)}
	}
	data := routing.Written(c)
	b.ReportAllocs()
	b.SetBytes(int64(len(data)))
	for b.Loop() {
		if _, err := routing.ParseCatalog(data); err == nil {
			b.Fatal("a catalog of inverted bounds was read")
		}
	}
}
