package routing_test

import (
	"bytes"
	"log/slog"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/paymux/paymux/routing"
)

// withoutTime drops the time of a record, which is not the decision's.
func withoutTime(groups []string, a slog.Attr) slog.Attr {
	if len(groups) == 0 && a.Key == slog.TimeKey {
		return slog.Attr{}
	}
	return a
}

func TestDecisionsInLogs(t *testing.T) {
	decisions := routed(t)
	decisions["zero"] = routing.Decision{}
	tests := []struct {
		name, text, json string
	}{
		{
			name: "one fen over the limit",
			text: `level=INFO msg=routed decision.order=o1 decision.catalog=2023-12-16 decision.offered="[alipay huabei friend_pay]"` +
				` decision.excluded.wechat_qr=above_max decision.excluded.static_code=cap_reached decision.excluded.jd_pay=above_max decision.excluded.ecny=announced`,
			json: `{"level":"INFO","msg":"routed","decision":{"order":"o1","catalog":"2023-12-16","offered":["alipay","huabei","friend_pay"],` +
				`"excluded":{"wechat_qr":"above_max","static_code":"cap_reached","jd_pay":"above_max","ecny":"announced"}}}`,
		},
		{
			name: "small, on the web, of a stranger",
			text: `level=INFO msg=routed decision.order=o1 decision.catalog=2023-12-16 decision.offered="[alipay static_code friend_pay jd_pay]"` +
				` decision.excluded.wechat_qr=surface,audience decision.excluded.huabei=below_min decision.excluded.ecny=announced`,
			json: `{"level":"INFO","msg":"routed","decision":{"order":"o1","catalog":"2023-12-16","offered":["alipay","static_code","friend_pay","jd_pay"],` +
				`"excluded":{"wechat_qr":"surface,audience","huabei":"below_min","ecny":"announced"}}}`,
		},
		{
			name: "on a platform without methods",
			text: `level=INFO msg=routed decision.order=o1 decision.catalog=2023-12-16 decision.offered=[]`,
			json: `{"level":"INFO","msg":"routed","decision":{"order":"o1","catalog":"2023-12-16","offered":[]}}`,
		},
		{name: "zero", text: `level=INFO msg=routed`, json: `{"level":"INFO","msg":"routed"}`},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			var text, json bytes.Buffer
			options := &slog.HandlerOptions{ReplaceAttr: withoutTime}
			slog.New(slog.NewTextHandler(&text, options)).Info("routed", "decision", decisions[test.name])
			slog.New(slog.NewJSONHandler(&json, options)).Info("routed", "decision", decisions[test.name])
			if diff := cmp.Diff(test.text+"\n", text.String()); diff != "" {
				t.Errorf("text (-want +got):\n%s", diff)
			}
			if diff := cmp.Diff(test.json+"\n", json.String()); diff != "" {
				t.Errorf("JSON (-want +got):\n%s", diff)
			}
		})
	}
}
