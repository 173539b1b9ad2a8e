package routing_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"testing"
)

func TestPublicJSON(t *testing.T) {
	decisions := routed(t)
	var b bytes.Buffer
	for _, o := range shopOrders() {
		data, err := json.MarshalIndent(decisions[o.name].Public(), "", "  ")
		if err != nil {
			t.Fatalf("%s: %v", o.name, err)
		}
		fmt.Fprintf(&b, "== %s ==\n%s\n\n", o.name, data)
	}
	golden(t, "public_json.golden", b.String())
}
