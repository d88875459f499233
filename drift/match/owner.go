package match

import (
	"slices"

	"asbuilt/discover"
)

// Whose something is that nobody declared: a load balancer's security group, a service's
// role, a group's launch template, a machine's disk. It is somebody's where nobody else
// has it, so that it would go with him. Of what asbuilt does not collect nobody knows what
// it has.

// user is a resource that has others for itself.
type user struct {
	typ, ref string
	// element is what of the model it is, empty for what nobody declared.
	element string
	// told says that it is undeclared and a finding; folded that it is a part, or AWS made
	// it, so that what it has belongs to those who have it.
	told, folded bool
	// names are what it goes by.
	names []uint64
}

// users are who has what, by what that goes by.
type users map[uint64][]user

// usersOf finds out who has what, once.
func (r *Result) usersOf() users {
	if r.users != nil {
		return r.users
	}
	r.users = users{}
	elements := map[*discover.Resource]string{}
	for _, p := range r.Pairs {
		for _, res := range p.Resources {
			elements[res] = p.ID()
		}
	}
	declared, scope := r.declared(), r.scope()
	as := func(res *discover.Resource) user {
		u := user{typ: res.Type, ref: res.Ref(), element: elements[res], names: namesOf(res)}
		if u.element == "" && !declared[res] {
			u.folded = r.Index.IsDetail(res.Type) || r.isByAWS(res)
			u.told = !u.folded && r.isKept(res) && r.unowned(res) == nil && !scope(res).IsZero()
		}
		return u
	}
	add := func(res *discover.Resource) {
		for _, key := range r.uses(res) {
			r.users[key] = append(r.users[key], as(res))
		}
		if part, ok := res.Facts.(discover.Belonging); ok {
			on := part.BelongsTo(res)
			for _, name := range on.Names.Value {
				if whole := r.named(res, on.Type, name); whole != nil {
					for _, key := range namesOf(res) {
						r.users[key] = append(r.users[key], as(whole))
					}
				}
			}
		}
	}
	for _, res := range r.Index.Snapshot.Resources {
		add(res)
	}
	for res := range r.Index.Snapshot.Aside.Of(usesOthers) {
		add(res)
	}
	return r.users
}

// usesOthers reports whether those of a type have others for themselves.
func usesOthers(typ string, _ bool) bool {
	t, ok := discover.Lookup(typ)
	if !ok {
		return false
	}
	_, uses := t.Facts().(discover.Using)
	return uses
}

// named is the resource of a type that goes by an ARN or an id, as far as it is in memory.
func (r *Result) named(near *discover.Resource, typ, name string) *discover.Resource {
	if res := r.Index.ARN(name); res != nil {
		return res
	}
	return r.Index.Near(near, typ, name)
}

// uses are what a resource has for itself, by what that goes by. The security groups of a
// part are those of what it is a part of.
func (r *Result) uses(res *discover.Resource) (keys []uint64) {
	if f, ok := res.Facts.(discover.Using); ok {
		keys = append(keys, keysOf(f.Uses(res))...)
	}
	if f, ok := res.Facts.(discover.Relying); ok {
		keys = append(keys, keysOf(f.ReliesOn(res))...)
	}
	if _, group := res.Facts.(*discover.SecurityGroup); !group && !r.Index.IsDetail(res.Type) {
		for _, id := range r.Index.Placement(res).SecurityGroups {
			keys = append(keys, discover.HashOf("AWS::EC2::SecurityGroup", id))
		}
	}
	slices.Sort(keys)
	return slices.Compact(keys)
}

func keysOf(all []discover.Reliance) (keys []uint64) {
	for _, on := range all {
		for _, name := range on.Names.Value {
			keys = append(keys, discover.HashOf(on.Type, name))
		}
	}
	return keys
}

// namesOf are what a resource goes by where others name it.
func namesOf(res *discover.Resource) []uint64 {
	return []uint64{discover.HashOf(res.Type, res.ID), discover.HashOf(res.Type, res.Ref())}
}

// mostSteps bounds how far it is to who has something in the end.
const mostSteps = 8

// ownerOf is who has something that nobody declared: one that nobody declared either, or
// else elements that use it, by their ids.
func (r *Result) ownerOf(res *discover.Resource) (owner *user, elements []string) {
	all := r.usersOf()
	names := namesOf(res)
	for range mostSteps {
		heads := all.heads(names, map[uint64]bool{})
		for _, u := range heads {
			if u.element != "" && owner == nil && !slices.Contains(elements, u.element) {
				elements = append(elements, u.element)
			}
		}
		other := func(u user) bool { return !u.told || u.ref != heads[0].ref }
		if len(heads) == 0 || slices.ContainsFunc(heads, other) || heads[0].ref == res.Ref() {
			break
		}
		owner, names = &heads[0], heads[0].names
	}
	slices.Sort(elements)
	return owner, elements
}

// heads are who has something in the end: those who have the parts that have it.
func (all users) heads(names []uint64, seen map[uint64]bool) (heads []user) {
	for _, name := range names {
		if seen[name] {
			continue
		}
		seen[name] = true
		for _, u := range all[name] {
			if u.folded {
				heads = append(heads, all.heads(u.names, seen)...)
			} else {
				heads = append(heads, u)
			}
		}
	}
	return heads
}
