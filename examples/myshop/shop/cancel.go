package shop

import "net/http"

// cancel gives the current attempt up, so that the buyer may choose another method.
func (s *Server) cancel(w http.ResponseWriter, r *http.Request) {
	b, ok := s.basket(r, r.PathValue("order"))
	if !ok {
		s.fail(w, r, http.StatusNotFound, problemUnknown)
		return
	}
	outdate(w, b.ID)
	record, err := s.store.Load(r.Context(), b.ID)
	if a := record.current(); err == nil && a != nil {
		err = s.giveUp(r.Context(), a.ID)
	}
	if err != nil {
		s.log.Error("cancel", "order", b.ID, "err", err)
		s.answer(w, r, b, http.StatusServiceUnavailable, problemCancel)
		return
	}
	http.Redirect(w, r, pageOf(b.ID, language(r)), http.StatusSeeOther)
}
