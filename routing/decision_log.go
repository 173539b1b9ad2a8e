package routing

import "log/slog"

// LogValue is the decision as a group of attributes: the id of the order, the
// version of the catalog, the methods offered in their order, and for each other
// method the codes against it, such as excluded.wechat_qr=above_max,ended. It
// writes no sentences, so that it costs little. The zero Decision is an empty
// group.
func (d Decision) LogValue() slog.Value {
	if d.router == nil {
		return slog.GroupValue()
	}
	var buffer [few]int
	ranking := d.ranking(buffer[:0])
	offered := make([]string, len(ranking))
	for i, at := range ranking {
		offered[i] = string(d.method(at).ID)
	}
	var excluded []slog.Attr
	for i := range d.verdicts {
		if v := &d.verdicts[i]; !v.offered() {
			excluded = append(excluded, slog.String(string(d.method(i).ID), (v.unmet|v.refused).String()))
		}
	}
	return slog.GroupValue(
		slog.String("order", d.order),
		slog.String("catalog", d.router.version),
		slog.Any("offered", offered),
		slog.Attr{Key: "excluded", Value: slog.GroupValue(excluded...)},
	)
}
