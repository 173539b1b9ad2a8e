package routing_test

import (
	"encoding/json"
	"io"
	"log/slog"
	"testing"

	"github.com/paymux/paymux/routing"
)

// benchDecision has four offers and three exclusions.
func benchDecision(b *testing.B) routing.Decision {
	d := routed(b)["at the limit"]
	b.ReportAllocs()
	b.ResetTimer()
	return d
}

func BenchmarkDecisionOffers(b *testing.B) {
	d := benchDecision(b)
	for b.Loop() {
		d.Offers()
	}
}

func BenchmarkDecisionExcluded(b *testing.B) {
	d := benchDecision(b)
	for b.Loop() {
		d.Excluded()
	}
}

func BenchmarkReasonText(b *testing.B) {
	reason := benchDecision(b).Excluded()[0].Reasons[0]
	for b.Loop() {
		reason.Text()
	}
}

func BenchmarkDecisionTable(b *testing.B) {
	d := benchDecision(b)
	for _, lang := range []string{"en", "zh"} {
		b.Run(lang, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				d.Table(lang)
			}
		})
	}
}

func BenchmarkDecisionMarshalJSON(b *testing.B) {
	d := benchDecision(b)
	for b.Loop() {
		if _, err := json.Marshal(d); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkDecisionLog(b *testing.B) {
	d := benchDecision(b)
	log := slog.New(slog.NewJSONHandler(io.Discard, nil))
	for b.Loop() {
		log.Info("routed", "decision", d)
	}
}
