package main

import (
	"context"

	"github.com/spf13/cobra"

	"gongwen/cmd/internal/command"
	"gongwen/cmd/internal/command/documents"
	"gongwen/cmd/internal/command/figures"
	"gongwen/cmd/internal/command/office"
	"gongwen/cmd/internal/command/reports"
	"gongwen/cmd/internal/command/signatures"
	"gongwen/cmd/internal/command/templates"
	"gongwen/cmd/internal/command/tour"
)

// groups are all commands, in the order of the help.
func groups() []command.Group {
	return []command.Group{
		reports.Group(),
		figures.Group(),
		documents.Group(),
		signatures.Group(),
		templates.Group(),
		office.Group(),
		tour.Group(),
		{Names: []string{"version"}, Commands: func(a *command.App) []*cobra.Command { return []*cobra.Command{versionCommand(a)} }},
	}
}

// Main runs gongwen in a world and gives its exit code.
func Main(ctx context.Context, world command.World) int {
	world.Version = version()
	return command.Main(ctx, world, groups()...)
}
