// Package page is the office's page: reports are filled in on the official tables,
// checked as they are typed, seen as they will print, and downloaded. It stands on
// the engine and the store; what it adds is HTTP and HTML.
//
// Every address of a document names the document alone; whose it is, the session
// says, and a document of another agency is as if it were not there.
package page
