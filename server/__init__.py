"""The small server that reads drafts on the machine they are typed on, and its command line."""

VERSION = "0.1.0"
