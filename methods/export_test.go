package methods

// AppOf returns the app or browser of the table that a User-Agent header names, or "".
func AppOf(userAgent string) string {
	c, _ := clientOf(userAgent)
	return c.app
}

// Tokens lists the apps and browsers of the table with their tokens.
func Tokens() [][2]string {
	tokens := make([][2]string, len(clients))
	for i, c := range clients {
		tokens[i] = [2]string{c.app, c.token}
	}
	return tokens
}
