package scene

import (
	"slices"
	"strconv"
)

// Color is the name of a colour; a theme gives it a value.
type Color string

// The colours of the sheet and of text.
const (
	Paper    Color = "paper"    // what everything lies on
	Surface  Color = "surface"  // the inside of a node
	Ink      Color = "ink"      // names
	Muted    Color = "muted"    // what stands beside names
	Hairline Color = "hairline" // borders of nodes
	Rule     Color = "rule"     // the frame of the sheet
)

// The colours of categories, as package kind has them. [Category] makes others.
const (
	Actor     Color = "cat-actor"
	Entry     Color = "cat-entry"
	Compute   Color = "cat-compute"
	Store     Color = "cat-store"
	Messaging Color = "cat-messaging"
	AI        Color = "cat-ai"
	Network   Color = "cat-network"
	Security  Color = "cat-security"
	Ops       Color = "cat-ops"
	Delivery  Color = "cat-delivery"
	External  Color = "cat-external"
	Process   Color = "cat-process"
	System    Color = "cat-system"
)

// The colours of boundaries, after AWS's conventions for groups, but for security
// groups, which AWS has red: that is kept for what differs. On light paper teal,
// green and orange are a little darker than AWS has them: #00a4a6, #7aa116
// and #ed7100 fall below 3:1 on a tinted subnet, and on white for whoever lacks
// the cones for red or for green.
const (
	Account       Color = "aws-account"
	Region        Color = "aws-region"
	VPC           Color = "aws-vpc"
	PublicSubnet  Color = "aws-public"
	PrivateSubnet Color = "aws-private"
	SecurityGroup Color = "aws-sg"
	ScalingGroup  Color = "aws-asg"
	Generic       Color = "aws-generic"
)

// The colours of marks. Each mark has a dash or a glyph as well, so that no
// reader needs to tell colours apart. Differs is for what is not as the model or an
// earlier picture has it, and no other red is in the palette.
const (
	Differs Color = "mark-differs"
	Caution Color = "mark-caution"
	Extra   Color = "mark-extra"
	Unsure  Color = "mark-unsure"
	Proved  Color = "mark-proved"
)

// Swatch is a colour's value on light and on dark paper, as #rrggbb.
type Swatch struct {
	Color       Color
	Light, Dark string
}

// Palette is every colour, in a fixed order. On [Paper], those that carry text
// have a contrast of 4.5:1 or more, all others but [Surface] and [Rule] 3:1, on
// the tints of subnets and modules too, and for people without the cones for red
// or for green.
// The slice is the caller's.
func Palette() []Swatch { return slices.Clone(palette) }

// Lookup is the swatch of c; a colour that is not in the palette is [Ink].
func Lookup(c Color) Swatch {
	for _, s := range palette {
		if s.Color == c {
			return s
		}
	}
	return Lookup(Ink)
}

// Category is the colour of a category of package kind, by its name. A decision
// that is in force has that of what is proved.
func Category(name string) Color {
	if name == "decision" {
		return Proved
	}
	c := Color("cat-" + name)
	if Lookup(c).Color == c {
		return c
	}
	return External
}

var palette = []Swatch{
	{Paper, "#ffffff", "#0f141b"},
	{Surface, "#ffffff", "#171e28"},
	{Ink, "#17202c", "#e8edf4"},
	{Muted, "#556070", "#a6b1c0"},
	{Hairline, "#7f8898", "#6f7b8b"},
	{Rule, "#c3cad4", "#38424f"},
	{Actor, "#3f4d63", "#b4c0d1"},
	{Entry, "#4347d9", "#9ba5ff"},
	{Compute, "#b0500a", "#f0a45c"},
	{Store, "#1d5fc4", "#7bb1ff"},
	{Messaging, "#b0246b", "#f28fc0"},
	{AI, "#0a776c", "#47cfbb"},
	{Network, "#7a3ff2", "#b791ff"},
	{Security, "#6b5a12", "#d8c37f"},
	{Ops, "#44721a", "#a6d165"},
	{Delivery, "#0b6b8c", "#62c6e8"},
	{External, "#5b6472", "#a6b1c0"},
	{Process, "#5b6472", "#a6b1c0"},
	{System, "#17202c", "#e8edf4"},
	{Account, "#e7157b", "#f0489a"},
	{Region, "#009092", "#00a4a6"},
	{VPC, "#8c4fff", "#9d6bff"},
	{PublicSubnet, "#709314", "#7aa116"},
	{PrivateSubnet, "#009092", "#00a4a6"},
	{SecurityGroup, "#85713a", "#a8925a"},
	{ScalingGroup, "#c96000", "#ed7100"},
	{Generic, "#7c8897", "#7d8998"},
	{Differs, "#d3001f", "#ff6b78"},
	{Caution, "#9a5400", "#ffb65c"},
	{Extra, "#9a1fb0", "#e794f5"},
	{Unsure, "#5b6472", "#a6b1c0"},
	{Proved, "#17733f", "#55d38f"},
}

// RGB is the value of c on light or on dark paper.
func (c Color) RGB(dark bool) (red, green, blue uint8) {
	hex := Lookup(c).Light
	if dark {
		hex = Lookup(c).Dark
	}
	rgb, err := strconv.ParseUint(hex[1:], 16, 32)
	if err != nil {
		panic("scene: palette: " + err.Error())
	}
	return uint8(rgb >> 16), uint8(rgb >> 8), uint8(rgb)
}
