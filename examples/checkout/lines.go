package main

import (
	"bufio"
	"bytes"
	_ "embed"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"

	"github.com/paymux/paymux/routing"
)

//go:embed orders.jsonl
var tellingOrders string

// routeFile routes the orders of a file: the telling ones if none is named.
func routeFile(file string, stdin io.Reader, router *routing.Router, show *display, stderr io.Writer) (int, error) {
	switch file {
	case "":
		return routeLines(strings.NewReader(tellingOrders), router, show, stderr), nil
	case "-":
		return routeLines(stdin, router, show, stderr), nil
	}
	f, err := os.Open(file)
	if err != nil {
		return unusable, err
	}
	defer f.Close()
	return routeLines(f, router, show, stderr), nil
}

// routeLines routes one order a line. A line that cannot be routed is reported
// with its number, and the others are routed all the same.
func routeLines(lines io.Reader, router *routing.Router, show *display, stderr io.Writer) int {
	status := allRouted
	r := bufio.NewReader(lines)
	for number := 1; ; number++ {
		line, readErr := readLine(r)
		if len(bytes.TrimSpace(line)) > 0 {
			if err := routeLine(line, number, router, show, stderr); err != nil {
				fmt.Fprintf(stderr, "line %d: %v\n", number, err)
				status = someFailed
			}
		}
		switch {
		case errors.Is(readErr, io.EOF):
			return status
		case readErr != nil:
			fmt.Fprintf(stderr, "line %d: %v\n", number, readErr)
			return someFailed
		}
	}
}

// readLine reads a line of any length, but keeps no more of it than makes an
// order too large.
func readLine(r *bufio.Reader) ([]byte, error) {
	var line []byte
	for {
		part, err := r.ReadSlice('\n')
		if len(line) <= routing.MaxOrderSize {
			line = append(line, part...)
		}
		if !errors.Is(err, bufio.ErrBufferFull) {
			return line, err
		}
	}
}

func routeLine(line []byte, number int, router *routing.Router, show *display, stderr io.Writer) error {
	order, err := routing.ParseOrder(line)
	if err != nil {
		return err
	}
	if err := answer(router, order, show); err != nil {
		return err
	}
	warn(stderr, fmt.Sprintf("line %d: ", number), router, order)
	return nil
}
