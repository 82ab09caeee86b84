package engine

import (
	"iter"
	"sync"
)

// ahead is how many results may wait for an earlier one, for each worker. It
// bounds what is held in memory behind a slow report.
const ahead = 16

// sideBySide does n pieces of work, so many at a time, and gives the results in
// the order of the pieces. Who stops taking them waits for what has been begun;
// nothing more is.
func sideBySide[T any](workers, n int, work func(i int) T) iter.Seq2[int, T] {
	return func(yield func(int, T) bool) {
		workers := max(1, min(workers, n))
		type piece struct {
			i      int
			result chan T
		}
		todo := make(chan piece)
		queue := make(chan piece, workers*ahead)
		stop := make(chan struct{})
		var group sync.WaitGroup
		defer group.Wait()
		defer close(stop)
		group.Go(func() {
			defer close(todo)
			defer close(queue)
			for i := range n {
				p := piece{i, make(chan T, 1)}
				select {
				case queue <- p:
				case <-stop:
					return
				}
				todo <- p // a worker always takes it
			}
		})
		for range workers {
			group.Go(func() {
				for p := range todo {
					p.result <- work(p.i)
				}
			})
		}
		for p := range queue {
			if !yield(p.i, <-p.result) {
				return
			}
		}
	}
}
