// Package ses signs OFD files (GB/T 33190-2016 18) by SM2 and SM3: with electronic
// seals of GB/T 38540-2020, version 4, or without one by GB/T 35275; and checks
// such signatures.
//
// A signature has digests of every part of the package but the list of
// signatures and its own two parts. Another may be made after it: then the list
// and the parts of the later ones are all that was added.
package ses
