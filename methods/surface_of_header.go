package methods

import "strings"

// SurfaceOfHeader returns the surface that the headers of a request point to: what
// [SurfaceOf] says of its User-Agent, except for the requests that a WeChat
// mini program makes itself. On an iPhone their User-Agent is that of a page in
// WeChat, and only their Referer tells: "https://servicewechat.com/", then the
// mini program's id and version. WeChat sets it, and a mini program cannot (WeChat's
// documentation, "Network", 2024). A page in a mini program's web view says so in its
// User-Agent.
//
// An http.Header is such a map. Names in the canonical form, such as "User-Agent",
// come first, as net/http writes them; else their case does not matter, since HTTP/2,
// gRPC and gateways write them in lower case. Of several values the first counts.
// The headers are hints that anyone can forge, as for [SurfaceOf].
func SurfaceOfHeader(header map[string][]string) Surface {
	surface := SurfaceOf(firstValue(header, "User-Agent"))
	if surface != SurfaceWeChatBrowser && surface != SurfaceWeChatDesktop {
		return surface
	}
	// The slash ends the host's name: servicewechat.com.example is somebody else's.
	if strings.HasPrefix(firstValue(header, "Referer"), "https://servicewechat.com/") {
		return SurfaceWeChatMiniProgram
	}
	return surface
}

// firstValue returns the first value of a header by its canonical name, or by the
// first other spelling in byte order, so that the order of the map does not matter.
func firstValue(header map[string][]string, canonical string) string {
	if values := header[canonical]; len(values) > 0 {
		return values[0]
	}
	var first, spelling string
	for name, values := range header {
		if len(values) > 0 && strings.EqualFold(name, canonical) && (spelling == "" || name < spelling) {
			first, spelling = values[0], name
		}
	}
	return first
}
