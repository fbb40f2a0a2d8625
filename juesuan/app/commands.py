"""The commands of the program; what each is called, takes and does stands where its function does."""

from juesuan.app import county_commands, desk_command, report_commands, year_commands

COMMANDS = (
    *report_commands.MAKING,
    *year_commands.OF_A_YEAR,
    *report_commands.MADE,
    *county_commands.OF_A_COUNTY,
    desk_command.DESK,
)
"""All commands in the order of the help; the first is the one without a word."""
