// Package jobs does the office's work in the background: it reads uploads, and makes
// documents and bags of many reports. The queue is River, in the same database as the
// store: a job is enqueued in the transaction that asks for it, and its result is kept
// in the transaction that completes it.
//
// A job is named by the digest of what it is asked for. What was asked twice is done
// once, and a job that is done twice, because who did it was killed, has one result.
// A report with errors is a result, which is not tried again.
package jobs
