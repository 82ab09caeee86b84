// Package api answers programs: what the page and the command line do of reports, as
// JSON over HTTP below /api/v1/. openapi.json describes it.
package api
