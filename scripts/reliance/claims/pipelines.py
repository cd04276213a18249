"""The shell pipeline that computes a figure, for users to run."""
import shlex

from reliance.claims import baskets
from reliance.claims.definitions import MIRROR, OUTSIDE, sides
from reliance.claims.measures import WEIGHT
from reliance.common import programs


class Pipelines:
    """Of one set of files; `inputs` names them in a shell."""

    def __init__(self, options, inputs, groups):
        self.options, self.inputs, self.groups = options, inputs, groups

    def pipeline(self, subject, definition):
        """One line of shell; empty if the filters alone cannot compute the figure."""
        country, other = sides(subject, definition.whole)
        world = definition.whole.world
        scope, extra = self.scope(subject, definition, country)
        if scope is None:
            return ""
        fetch = ["fetch-normalise", "-q", *(["--mirror"] if definition.side == MIRROR else []),
                 *self.options, "-y", ",".join(sorted(definition.periods)),
                 "-f", definition.whole.flow,
                 *([] if world or subject.kind == "change_rank" else ["-r", country]),
                 *(["-p", other] if subject.kind == "amount" and other else [])]
        by = ["--by", "period,flow,reporter"] if world or other is None else []
        stages = [[shlex.join(fetch), self.inputs],
                  [shlex.join(["filter-hs", *baskets.operands(definition.goods), *extra])],
                  [shlex.join(["aggregate", *scope, *by])],
                  *([shlex.join(stage)] for stage in TAILS[subject.kind](
                      definition, f"reporter={country}" if world else f"partner={other}",
                      country))]
        return " | ".join(programs.installed_name(" ".join(stage)) for stage in stages)

    def scope(self, subject, definition, country):
        """The arguments about blocs for aggregate and for filter-hs; (None, None) if there are
        none that do it: aggregate counts a bloc as one country, so it computes neither figures of
        members nor a ranking that leaves out trade inside the bloc."""
        blocs = self.groups.blocs(subject)
        if blocs:
            intra = "drop" if definition.scope == OUTSIDE else "keep"
            return ["--bloc", ",".join(dict.fromkeys(blocs)), "--intra", intra], []
        if definition.scope != OUTSIDE:
            return [], []
        bloc, world = self.groups.bloc, definition.whole.world
        members = {self.groups.countries.members(bloc, period) for period in definition.periods}
        if world and subject.kind in ("share", "change") and \
                not any(country in of for of in members):
            return ["--bloc", bloc, "--intra", "drop"], []
        if not world and subject.kind != "change_rank" and len(members) == 1:
            return [], ["--where", f"partner!={','.join(sorted(*members))}"]
        return None, None


# The last stages by kind; `only` selects the row of the figure.


def by_basis(basis, option):
    return [option, basis] if basis == WEIGHT else []


def share(definition, only, _):
    return [["share", *by_basis(definition.basis, "-c"), "--only", only]]


def change(definition, only, _):
    first, last = definition.periods
    return [["share", *by_basis(definition.basis, "-c"), "--change", first, "--vanished",
             "--only", only, "--only", f"period={last}"]]


def rank(definition, only, _):
    column = only.partition("=")[0]
    return [["rank", *by_basis(definition.basis, "-k"), "--unranked", f"{column}=nes", "--only",
             only]]


def change_rank(definition, only, country):
    (stage,) = change(definition, only, country)
    return [stage + ["--digits", "9"],
            ["rank", "-k", "change_pp", "-g", "period,flow", "--unranked", "reporter=nes", "--only",
             f"reporter={country}"]]


TAILS = {"amount": lambda *_: [], "share": share, "change": change, "rank": rank,
         "change_rank": change_rank}
