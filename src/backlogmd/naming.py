"""What files are called that people keep work in."""

from __future__ import annotations

from backlogmd.pattern import lazy

BACKLOG_NAME = lazy(
    r"""(?xi)
(?: (?:^|/) backlogs?/ (?:[^/]+/)*            # a folder for the backlog: every file in it
  | (?:backlog|road[-_ ]?map)s? (?![^\W\d_])   # also at the end of a word: ProductBacklog.md
  | (?:^|/) issues (?=\.)                    # a name of its own only: reporting-issues.md is a manual
  | (?<![^\W\d_])                            # the others as whole words: photodocs.md has none
    (?: to[-_ ]?do (?:s|[-_ ]?lists?)?
      | tasks | task[-_ ]?lists?
      | tech(?:nical)? [-_ ]? debts?
      | sprints? | milestones? | estimat(?:es?|ions?)
      | (?:known|open) [-_ ]? issues?
    ) (?![^\W\d_])
) [^/]* \.(?:md|markdown) $
"""
)
"""What the path of a backlog looks like, with `/` between its parts. The pre-commit hook uses the same pattern."""
