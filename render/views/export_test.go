package views

import "asbuilt/model"

// SizesOfModules are the most boxes and lines of each module's view.
func SizesOfModules(m *model.Model) map[string][2]int {
	all := map[string][2]int{}
	for id, s := range sizesOfModules(m) {
		all[id] = [2]int{len(s.boxes), s.lines}
	}
	return all
}

// SketchesMade is how many pictures of the whole sheets were made from.
func SketchesMade(s *Sketches) int { return len(s.made) }
