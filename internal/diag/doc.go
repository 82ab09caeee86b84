// Package diag holds what the program says about its input: diagnostics with a
// level, a position, a message, a hint and related places, each in Chinese and
// English.
//
// Functions report what goes wrong in one of three ways, and the signature says
// in which:
//
//   - A function that looks at what people wrote returns a [List] as a value,
//     beside its result. The list says everything at once and may hold warnings
//     and notes only. The caller adds it to its own list, asks
//     [List.HasErrors] whether to go on, and never drops it.
//   - A function that does one thing or fails returns an error. Where the cause
//     lies in the input, the error is a List ([List.Err]); [From] gives it back
//     as a value at the border to code that collects lists. A caller wraps it
//     with %w or passes it on as it is.
//   - Where callers act on a cause, that cause is a sentinel or an error type of
//     the package that found it, for errors.Is and errors.As. If users can come
//     to read it, it is made by [NewError], so that it speaks both languages.
//
// An error that is an argument of a message is printed in the language of the
// message by [Cause], which is also where errors of the operating system are
// put into words.
//
// Text of an input may stand in messages as it is. [Diagnostic.Format] and
// [Printable] make it harmless to a terminal and bound its length; whoever
// prints for people goes through one of them.
package diag
