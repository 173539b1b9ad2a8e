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

// Decisions of many orders are written, by the package and by encoding/json from structs that
// are ready for it.
func BenchmarkDecisionAppendJSON(b *testing.B) {
	for _, size := range benchCatalogs[:3] {
		r, orders := benchRouter(size.make())
		decisions := make([]routing.Decision, 1000)
		forms := make([]decisionForm, len(decisions))
		for i := range decisions {
			decisions[i], _ = r.Route(orders[i]) // empty for the few orders that are faulty
			forms[i] = structOf(decisions[i], routing.ZoneOf(r))
		}
		b.Run(size.name+"/paymux", func(b *testing.B) {
			b.ReportAllocs()
			var buffer []byte
			for i := 0; b.Loop(); i++ {
				buffer, _ = decisions[i%len(decisions)].AppendJSON(buffer[:0])
			}
		})
		b.Run(size.name+"/encoding json", func(b *testing.B) {
			b.ReportAllocs()
			for i := 0; b.Loop(); i++ {
				if _, err := json.Marshal(&forms[i%len(forms)]); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

func BenchmarkDecisionLog(b *testing.B) {
	d := benchDecision(b)
	log := slog.New(slog.NewJSONHandler(io.Discard, nil))
	for b.Loop() {
		log.Info("routed", "decision", d)
	}
}
