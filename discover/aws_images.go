package discover

import "time"

var imagesFamily = Family{
	Name:       "Amazon Machine Images",
	Operations: []Operation{{Name: "ec2:DescribeImages", Batch: 100}},
	Types: []Type{
		{Name: "AWS::EC2::Image", Facts: facts[Image], Read: []string{"ec2:DescribeImages"}},
	},
}

// Image is what machines start from: the account's own, and those of others
// that its instances and launch templates name.
//
//asked:as store
//asked:lacks DeletionProtected,BackedUp,Measured it is a copy itself
//asked:lives State fine available; in-flight pending transient; broken invalid failed error; off disabled
//asked:lives State gone deregistered
//asked:lives CreationDate setting when it was made
type Image struct {
	OwnerId         string `unjudged:"name"`
	State           string
	CreationDate    *time.Time
	DeprecationTime *time.Time `unjudged:"undeclared"`
	Public          bool       `unjudged:"aside"`
	Architecture    string     `unjudged:"undeclared"`
	PlatformDetails string     `unjudged:"undeclared"`
	Encrypted       bool       // all of its snapshots
}

// EncryptedAtRest has no key: that of an image is not the one that its machines
// use.
func (f *Image) EncryptedAtRest() Encryption { return Encryption{On: said(f.Encrypted, "Encrypted")} }
