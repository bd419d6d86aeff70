// Readlog reads a whole tlog-tiles log with the log client of the Go project, golang.org/x/mod/sumdb/{note,tlog}: it
// verifies the checkpoint, hashes every entry, proves each of them in the tree, and the tree consistent with smaller ones.
package main

import (
	"encoding/binary"
	"flag"
	"fmt"
	"io"
	"log"
	"net/http"
	"strconv"
	"strings"

	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"
)

const height = 8

var (
	prefix = flag.String("url", "", "where the log is, ending with a slash")
	vkey   = flag.String("vkey", "", "the verifier key of the log, Ed25519")
)

func get(path string) ([]byte, error) {
	resp, err := http.Get(*prefix + path)
	if err != nil {
		return nil, err
	}
	defer resp.Body.Close()
	body, err := io.ReadAll(resp.Body)
	if err == nil && resp.StatusCode != http.StatusOK {
		err = fmt.Errorf("%s: %s: %s", path, resp.Status, body)
	}
	return body, err
}

// tiles reads tiles from the log; tlog verifies each of them against the tree before using it.
type tiles map[tlog.Tile][]byte

func (tiles) Height() int { return height }

func (t tiles) ReadTiles(wanted []tlog.Tile) ([][]byte, error) {
	var all [][]byte
	for _, tile := range wanted {
		if t[tile] == nil {
			// The checksum database has the height in the path, tlog-tiles has not.
			data, err := get("tile/" + strings.TrimPrefix(tile.Path(), fmt.Sprintf("tile/%d/", height)))
			if err != nil {
				return nil, err
			}
			t[tile] = data
		}
		all = append(all, t[tile])
	}
	return all, nil
}

func (tiles) SaveTiles([]tlog.Tile, [][]byte) {}

func entries(tree tlog.Tree) ([][]byte, error) {
	var all [][]byte
	for n := int64(0); n*256 < tree.N; n++ {
		width := min(256, tree.N-n*256)
		tile := tlog.Tile{H: height, L: 0, N: n, W: int(width)}
		data, err := get("tile/entries/" + strings.TrimPrefix(tile.Path(), fmt.Sprintf("tile/%d/0/", height)))
		if err != nil {
			return nil, err
		}
		for i := int64(0); i < width; i++ {
			if len(data) < 2 || len(data)-2 < int(binary.BigEndian.Uint16(data)) {
				return nil, fmt.Errorf("bundle %d ends in entry %d", n, i)
			}
			end := 2 + int(binary.BigEndian.Uint16(data))
			all, data = append(all, data[2:end]), data[end:]
		}
		if len(data) != 0 {
			return nil, fmt.Errorf("bundle %d has %d bytes too many", n, len(data))
		}
	}
	return all, nil
}

func checkpoint() (tlog.Tree, error) {
	verifier, err := note.NewVerifier(*vkey)
	if err != nil {
		return tlog.Tree{}, err
	}
	signed, err := get("checkpoint")
	if err != nil {
		return tlog.Tree{}, err
	}
	opened, err := note.Open(signed, note.VerifierList(verifier))
	if err != nil {
		return tlog.Tree{}, err
	}
	lines := strings.Split(opened.Text, "\n")
	if len(lines) != 4 || lines[0] != verifier.Name() {
		return tlog.Tree{}, fmt.Errorf("not a checkpoint of this log: %q", opened.Text)
	}
	size, err := strconv.ParseInt(lines[1], 10, 64)
	if err != nil {
		return tlog.Tree{}, err
	}
	root, err := tlog.ParseHash(lines[2])
	return tlog.Tree{N: size, Hash: root}, err
}

func read() error {
	tree, err := checkpoint()
	if err != nil {
		return err
	}
	leaves, err := entries(tree)
	if err != nil {
		return err
	}
	reader := tlog.TileHashReader(tree, tiles{})
	for i, leaf := range leaves {
		proof, err := tlog.ProveRecord(tree.N, int64(i), reader)
		if err != nil {
			return fmt.Errorf("leaf %d: %w", i, err)
		}
		if err := tlog.CheckRecord(proof, tree.N, tree.Hash, int64(i), tlog.RecordHash(leaf)); err != nil {
			return fmt.Errorf("leaf %d: %w", i, err)
		}
	}
	older := 0
	for size := int64(1); size < tree.N; size += 1 + size/16 {
		root, err := tlog.TreeHash(size, reader)
		if err != nil {
			return fmt.Errorf("tree of %d: %w", size, err)
		}
		proof, err := tlog.ProveTree(tree.N, size, reader)
		if err != nil {
			return fmt.Errorf("tree of %d: %w", size, err)
		}
		if err := tlog.CheckTree(proof, tree.N, tree.Hash, size, root); err != nil {
			return fmt.Errorf("tree of %d: %w", size, err)
		}
		older++
	}
	fmt.Printf("read %d leaves, each proven; consistent with %d smaller trees\n", len(leaves), older)
	return nil
}

func main() {
	flag.Parse()
	if err := read(); err != nil {
		log.Fatal(err)
	}
}
