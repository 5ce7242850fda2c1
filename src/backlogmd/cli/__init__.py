"""The commands: arguments in, exit status out. Each imports what it needs when it runs."""
