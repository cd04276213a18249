"""The pipeline that makes a figure, for people to run."""
import shlex

from reliance.claims import baskets
from reliance.claims.measures import WEIGHT
from reliance.claims.question import MIRROR, OUTSIDE, teller
from reliance.common import programs


class Recipes:
    """For one set of files; `inputs` is what names them in a shell."""

    def __init__(self, options, inputs, groups):
        self.options, self.inputs, self.groups = options, inputs, groups

    def pipeline(self, asked, definition):
        """One line of shell; empty where filters alone do not do it."""
        who, other = teller(asked, definition.part)
        world = definition.part.world
        blocs = self.groups.blocs(asked)
        scope, extra = self.scope(asked, definition, blocs, who)
        if scope is None:
            return ""
        whole = world or other is None
        fetch = ["fetch-normalise", "-q", *(["--mirror"] if definition.side == MIRROR else []),
                 *self.options, "-y", ",".join(sorted(definition.periods)),
                 "-f", definition.part.flow,
                 *([] if world or asked.kind == "change_rank" else ["-r", who]),
                 *(["-p", other] if asked.kind == "amount" and other else [])]
        stages = [[shlex.join(fetch), self.inputs],
                  [shlex.join(["filter-hs", *baskets.operands(definition.goods), *extra])],
                  [shlex.join(["aggregate", *scope,
                               *(["--by", "period,flow,reporter"] if whole else [])])],
                  *([shlex.join(stage)] for stage in TAILS[asked.kind](
                      definition, f"reporter={who}" if world else f"partner={other}", who))]
        return " | ".join(programs.installed_name(" ".join(stage)) for stage in stages)

    def scope(self, asked, definition, blocs, who):
        """What aggregate and filter-hs are told of blocs; (None, None) where that does not do:
        aggregate counts a bloc as one, so it serves neither its members nor a ranking."""
        if blocs:
            intra = "drop" if definition.scope == OUTSIDE else "keep"
            return ["--bloc", ",".join(dict.fromkeys(blocs)), "--intra", intra], []
        if definition.scope != OUTSIDE:
            return [], []
        bloc, world = self.groups.bloc, definition.part.world
        members = {self.groups.places.members(bloc, period) for period in definition.periods}
        if world and asked.kind in ("share", "change") and not any(who in of for of in members):
            return ["--bloc", bloc, "--intra", "drop"], []
        if not world and asked.kind != "change_rank" and len(members) == 1:
            return [], ["--where", f"partner!={','.join(sorted(*members))}"]
        return None, None


def by(basis, option):
    return [option, basis] if basis == WEIGHT else []


def share(definition, only, _):
    return [["share", *by(definition.basis, "-c"), "--only", only]]


def change(definition, only, _):
    first, last = definition.periods
    return [["share", *by(definition.basis, "-c"), "--change", first, "--vanished", "--only", only,
             "--only", f"period={last}"]]


def rank(definition, only, _):
    column = only.partition("=")[0]
    return [["rank", *by(definition.basis, "-k"), "--unranked", f"{column}=nes", "--only", only]]


def change_rank(definition, only, who):
    (stage,) = change(definition, only, who)
    return [stage + ["--digits", "9"],
            ["rank", "-k", "change_pp", "-g", "period,flow", "--unranked", "reporter=nes", "--only",
             f"reporter={who}"]]


TAILS = {"amount": lambda *_: [], "share": share, "change": change, "rank": rank,
         "change_rank": change_rank}
