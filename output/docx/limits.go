package docx

import "gongwen/internal/opc"

// readLimits bound what is read of a document that stands in the way. One of
// ours has a part for each picture and each face.
func readLimits() opc.Limits { return opc.Limits{Parts: 20_000, Unpacked: 1 << 30} }
