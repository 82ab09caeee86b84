package engine

import "sync"

// ahead is how many results may wait for an earlier one, for each worker. It
// bounds what is held in memory behind a slow report.
const ahead = 16

// sideBySide does n pieces of work, so many at a time, and gives the results to
// done, which is never called twice at a time, in the order of the pieces.
func sideBySide[T any](workers, n int, work func(i int) T, done func(i int, result T)) {
	workers = max(1, min(workers, n))
	type piece struct {
		i      int
		result chan T
	}
	todo := make(chan piece)
	queue := make(chan piece, workers*ahead)
	go func() {
		for i := range n {
			p := piece{i, make(chan T, 1)}
			queue <- p
			todo <- p
		}
		close(todo)
		close(queue)
	}()
	var group sync.WaitGroup
	for range workers {
		group.Go(func() {
			for p := range todo {
				p.result <- work(p.i)
			}
		})
	}
	for p := range queue {
		done(p.i, <-p.result)
	}
	group.Wait()
}
