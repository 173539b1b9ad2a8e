package shop

import (
	"io"
	"net/http"
)

// maxNotice bounds what is read of a notice, in bytes.
const maxNotice = 64 << 10

// callback takes a notice of the provider. Only what its signature covers is believed. This
// provider takes any 2xx for an acknowledgment, and sends the notice again after any other
// answer. Real ones want more: WeChat Pay status 200 or 204 within 5 seconds, and Alipay the
// body success.
func (s *Server) callback(w http.ResponseWriter, r *http.Request) {
	body, err := io.ReadAll(http.MaxBytesReader(w, r.Body, maxNotice))
	if err != nil {
		http.Error(w, "the notice cannot be read", http.StatusBadRequest)
		return
	}
	o, err := s.provider.Verify(r.Header, body)
	if err != nil {
		s.log.Warn("a notice is not genuine", "err", err)
		http.Error(w, "the notice is not genuine", http.StatusUnauthorized)
		return
	}
	if err := s.settle(r.Context(), o); err != nil {
		s.log.Error("callback", "attempt", o.ID, "status", o.Status, "err", err)
		http.Error(w, "send it again", http.StatusServiceUnavailable)
		return
	}
	w.WriteHeader(http.StatusNoContent)
}
