"""The `breather` command, one module a subcommand. Each imports what it needs when it runs: start-up is felt."""
