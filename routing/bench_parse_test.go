package routing_test

import (
	"encoding/json"
	"testing"

	"github.com/paymux/paymux/limits"
	"github.com/paymux/paymux/methods"
	"github.com/paymux/paymux/routing"
)

// plainCatalog is the JSON form as plain structs, for encoding/json to fill without
// any check.
type (
	plainCatalog struct {
		Name         string        `json:"name"`
		Version      string        `json:"version"`
		Zone         string        `json:"zone"`
		Sources      []plainSource `json:"sources"`
		Traits       []plainNamed  `json:"traits"`
		Methods      []plainNamed  `json:"methods"`
		Platforms    []plainNamed  `json:"platforms"`
		Availability []plainEntry  `json:"availability"`
		Limits       []plainLimit  `json:"limits"`
	}
	plainSource struct {
		ID    string `json:"id"`
		Title string `json:"title"`
	}
	plainNamed struct {
		ID   string       `json:"id"`
		Name methods.Text `json:"name"`
	}
	plainMatch struct {
		Platforms  []string   `json:"platforms"`
		Surfaces   []string   `json:"surfaces"`
		Currencies []string   `json:"currencies"`
		Regions    []string   `json:"regions"`
		Audience   [][]string `json:"audience"`
		From       string     `json:"from"`
		Until      string     `json:"until"`
	}
	plainEntry struct {
		ID      string     `json:"id"`
		Method  string     `json:"method"`
		Status  string     `json:"status"`
		Rank    int        `json:"rank"`
		When    plainMatch `json:"when"`
		Sources []string   `json:"sources"`
	}
	plainLimit struct {
		ID      string     `json:"id"`
		Methods []string   `json:"methods"`
		When    plainMatch `json:"when"`
		Min     string     `json:"min"`
		Max     string     `json:"max"`
		Sources []string   `json:"sources"`
	}
)

// BenchmarkParseCatalog reads catalogs: ParseCatalog with all its checks, beside
// encoding/json into plain structs with none.
func BenchmarkParseCatalog(b *testing.B) {
	for _, size := range benchCatalogs {
		b.Run(size.name, func(b *testing.B) {
			data, err := json.Marshal(size.make())
			if err != nil {
				b.Fatal(err)
			}
			b.Run("paymux", func(b *testing.B) {
				b.ReportAllocs()
				b.SetBytes(int64(len(data)))
				for b.Loop() {
					if _, err := routing.ParseCatalog(data); err != nil {
						b.Fatal(err)
					}
				}
			})
			b.Run("encoding_json", func(b *testing.B) {
				if len(data) > 100<<20 {
					b.Skip("takes as long again, and says no more")
				}
				b.ReportAllocs()
				b.SetBytes(int64(len(data)))
				for b.Loop() {
					var c plainCatalog
					if err := json.Unmarshal(data, &c); err != nil {
						b.Fatal(err)
					}
				}
			})
		})
	}
}

type plainOrder struct {
	ID       string            `json:"id"`
	Platform string            `json:"platform"`
	Surface  string            `json:"surface"`
	Amount   string            `json:"amount"`
	At       string            `json:"at"`
	Region   string            `json:"region"`
	Traits   []string          `json:"traits"`
	Usage    map[string]string `json:"usage"`
}

// BenchmarkParseOrder reads one order.
func BenchmarkParseOrder(b *testing.B) {
	data := []byte(soundOrder)
	b.Run("paymux", func(b *testing.B) {
		b.ReportAllocs()
		b.SetBytes(int64(len(data)))
		for b.Loop() {
			if _, err := routing.ParseOrder(data); err != nil {
				b.Fatal(err)
			}
		}
	})
	b.Run("encoding_json", func(b *testing.B) {
		b.ReportAllocs()
		b.SetBytes(int64(len(data)))
		for b.Loop() {
			var o plainOrder
			if err := json.Unmarshal(data, &o); err != nil {
				b.Fatal(err)
			}
		}
	})
}

// BenchmarkParseBadCatalog reads a catalog that has a fault in every limit rule:
// each must be found, explained and placed.
func BenchmarkParseBadCatalog(b *testing.B) {
	c := synthetic(100, 20)
	for i := range c.Limits {
		c.Limits[i].Limit = limits.Cap{Min: cny(2), Max: cny(1)}
	}
	data, err := json.Marshal(c)
	if err != nil {
		b.Fatal(err)
	}
	b.ReportAllocs()
	b.SetBytes(int64(len(data)))
	for b.Loop() {
		if _, err := routing.ParseCatalog(data); err == nil {
			b.Fatal("a catalog of inverted bounds was read")
		}
	}
}
