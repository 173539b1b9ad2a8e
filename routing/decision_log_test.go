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
			text: `level=INFO msg=routed decision.order=o1 decision.platform=shop decision.surface=app decision.amount="300.01 CNY" decision.catalog=2023-12-16 decision.offered="[alipay huabei friend_pay]"` +
				` decision.excluded.wechat_qr=above_max:shop.wechat_qr.single decision.excluded.static_code=cap_reached:static_code.day decision.excluded.jd_pay=above_max:jd_pay.credit decision.excluded.ecny=announced:shop.ecny`,
			json: `{"level":"INFO","msg":"routed","decision":{"order":"o1","platform":"shop","surface":"app","amount":"300.01 CNY","catalog":"2023-12-16","offered":["alipay","huabei","friend_pay"],` +
				`"excluded":{"wechat_qr":"above_max:shop.wechat_qr.single","static_code":"cap_reached:static_code.day","jd_pay":"above_max:jd_pay.credit","ecny":"announced:shop.ecny"}}}`,
		},
		{
			name: "small, on the web, of a stranger",
			text: `level=INFO msg=routed decision.order=o1 decision.platform=shop decision.surface=mobile_web decision.amount="0.50 CNY" decision.catalog=2023-12-16 decision.offered="[alipay static_code friend_pay jd_pay]"` +
				` decision.excluded.wechat_qr=surface,audience:shop.wechat_qr.pilot decision.excluded.huabei=below_min:huabei.min decision.excluded.ecny=announced:shop.ecny`,
			json: `{"level":"INFO","msg":"routed","decision":{"order":"o1","platform":"shop","surface":"mobile_web","amount":"0.50 CNY","catalog":"2023-12-16","offered":["alipay","static_code","friend_pay","jd_pay"],` +
				`"excluded":{"wechat_qr":"surface,audience:shop.wechat_qr.pilot","huabei":"below_min:huabei.min","ecny":"announced:shop.ecny"}}}`,
		},
		{
			name: "on a platform without methods",
			text: `level=INFO msg=routed decision.order=o1 decision.platform=bare_shop decision.surface=app decision.amount="1.00 CNY" decision.catalog=2023-12-16 decision.offered=[]`,
			json: `{"level":"INFO","msg":"routed","decision":{"order":"o1","platform":"bare_shop","surface":"app","amount":"1.00 CNY","catalog":"2023-12-16","offered":[]}}`,
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
