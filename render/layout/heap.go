package layout

func (r *search) push(e entry) {
	r.heap = append(r.heap, e)
	for i := len(r.heap) - 1; i > 0; {
		up := (i - 1) / 2
		if !r.heap[i].before(r.heap[up]) {
			return
		}
		r.heap[i], r.heap[up] = r.heap[up], r.heap[i]
		i = up
	}
}

func (r *search) pop() entry {
	top := r.heap[0]
	last := len(r.heap) - 1
	r.heap[0] = r.heap[last]
	r.heap = r.heap[:last]
	for i := 0; ; {
		down := 2*i + 1
		if down >= last {
			return top
		}
		if down+1 < last && r.heap[down+1].before(r.heap[down]) {
			down++
		}
		if !r.heap[down].before(r.heap[i]) {
			return top
		}
		r.heap[i], r.heap[down] = r.heap[down], r.heap[i]
		i = down
	}
}

func (a entry) before(b entry) bool {
	return a.key < b.key || a.key == b.key && a.state < b.state
}
