"""The verbs: each takes a decoded body and gives a result. What is said about a check comes from the pack alone."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import msgspec
from msgspec import UNSET

from heuristics import Audience, Draft, Level, Moment
from server import VERSION, errors, limits, wire
from server.explain import ExplainBody, ExplainOut, explain
from server.home_handlers import HomeHandlers
from server.letters_handlers import LettersHandlers
from server.people_handlers import PeopleHandlers
from server.ways_handlers import WaysHandlers

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from heuristics import Check, Engine, Finding, Prompt, Report, Source
    from server.letters import Letters
    from server.people import People
    from server.settings import Settings, Site

_STEP_TITLES: Final[dict[wire.Step, str]] = {
    "off": "Off",
    "mark": "Underline",
    "card": "Show the card",
    "gate": "Ask before sending",
}
_STEPS: Final[dict[Level, wire.Step]] = {Level.NOTE: "mark", Level.PAUSE: "card", Level.CARE: "card"}
"""How far a finding goes where nobody has said otherwise."""

_RESTING: Final = " (off until Breather starts again: it took too long three times)"


class Handlers:
    """Answers opened requests. Belongs to the thread of its settings and its engine."""

    def __init__(
        self, engine: Engine, settings: Settings, people: People, letters: Letters, home: HomeHandlers
    ) -> None:
        self._engine = engine
        self._settings = settings
        self.people = PeopleHandlers(people)
        self.letters = LettersHandlers(letters, people, engine)
        self.ways = WaysHandlers(engine)
        self.home = home
        self._checks = {check.id: check for check in engine.pack.checks}

    def catalogue(self, _: wire.Nothing) -> wire.CatalogueOut:
        """Say what can be checked."""
        pack = self._engine.pack
        return wire.CatalogueOut(
            version=VERSION,
            language=pack.language,
            digest=self._digest(),
            steps=tuple(wire.StepOut(step, _STEP_TITLES[step]) for step in wire.LADDER),
            checks=tuple(_check_out(check, check.id in self._engine.resting) for check in pack.checks),
        )

    def _digest(self) -> str:
        """Of all that the catalogue says: another one when a check had to be switched off."""
        return "-".join((self._engine.pack.digest, *sorted(self._engine.resting)))

    def check(self, body: wire.CheckBody) -> wire.ReportOut:
        """Read one draft."""
        units = _units(body.text)
        self._known(body.quiet)
        self._settings.refresh()
        site = self._settings.site(body.site)
        if not site.on or self._settings.snoozed_until is not None:
            return wire.ReportOut()
        met = None if body.conversation is None else self.people.met(body.site, body.conversation)
        person = None if met is None else met[1]
        draft = Draft(
            body.text,
            self.people.audience(body.audience, person),
            Moment(hour=body.hour, unanswered=body.unanswered),
            self.people.no_contact(person),
        )
        report = self._report(draft, self._off(site) | set(body.quiet), body.turn, site, units)
        return report if met is None else msgspec.structs.replace(report, person=self.people.out(*met))

    def explain(self, body: ExplainBody) -> ExplainOut:
        """Say why a text is spoken about, and why not, on a site without choices of its own."""
        units = _units(body.text)
        self._settings.refresh()
        site = self._settings.site("")
        draft = Draft(body.text, Audience(body.audience), Moment(hour=body.hour, unanswered=body.unanswered))
        off = self._off(site)
        return explain(self._engine, draft, self._report(draft, off, body.turn, site, units), off, units)

    def settings_get(self, _: wire.Nothing) -> wire.SettingsOut:
        """Give the whole of the settings."""
        self._settings.refresh()
        return wire.SettingsOut(
            version=VERSION,
            digest=self._digest(),
            snoozed_until=self._settings.snoozed_until,
            tally=self._settings.tally,
            caps=self._settings.caps,
            defaults={check: step for check, step in self._settings.defaults.items() if check in self._checks},
            sites={
                name: wire.SiteOut(
                    site.on, {check: step for check, step in site.checks.items() if check in self._checks}
                )
                for name, site in self._settings.sites.items()
            },
        )

    def settings_site(self, body: wire.SiteBody) -> wire.SettingsOut:
        """Choose for one site."""
        return self.settings_sites(wire.SitesBody((body,)))

    def settings_sites(self, body: wire.SitesBody) -> wire.SettingsOut:
        """Choose for several sites, all of them or none."""
        for change in body.changes:
            self._choosable(change.checks)
        self._settings.refresh()
        self._settings.change_sites(
            (change.site, None if change.on is UNSET else change.on, change.checks) for change in body.changes
        )
        return self.settings_get(wire.Nothing())

    def settings_remove(self, body: wire.RemoveBody) -> wire.SettingsOut:
        """Forget one site."""
        self._settings.refresh()
        self._settings.remove_site(body.site)
        return self.settings_get(wire.Nothing())

    def settings_defaults(self, body: wire.DefaultsBody) -> wire.SettingsOut:
        """Choose for all sites that have no choice of their own."""
        self._choosable(body.checks)
        self._settings.refresh()
        self._settings.change_defaults(body.checks)
        return self.settings_get(wire.Nothing())

    def settings_caps(self, body: wire.CapsBody) -> wire.SettingsOut:
        """Choose how many cards may come in by themselves."""
        chosen = {"conversation": body.conversation, "day": body.day}
        self._settings.refresh()
        self._settings.change_caps({which: most for which, most in chosen.items() if most is not UNSET})
        return self.settings_get(wire.Nothing())

    def settings_snooze(self, body: wire.SnoozeBody) -> wire.SettingsOut:
        """Be quiet for a while."""
        self._settings.snooze(body.minutes)
        return self.settings_get(wire.Nothing())

    def _choosable(self, checks: Mapping[str, wire.Step | None]) -> None:
        self._known(checks)
        if self._caring() & {check for check, step in checks.items() if step is not None}:
            raise errors.Refusal(
                errors.BAD_REQUEST,
                "A check that is there for care always shows its card.",
                "Switch Breather off on this site instead.",
            )

    def _off(self, site: Site) -> set[str]:
        return {check for check, step in site.checks.items() if step == "off"} - self._caring()

    def _known(self, ids: Iterable[str]) -> None:
        for check_id in ids:
            if check_id not in self._checks:
                raise errors.Refusal(
                    errors.UNKNOWN_CHECK,
                    f"There is no check called “{check_id}”.",
                    "Ask /v1/catalogue for the ids.",
                )

    def _caring(self) -> set[str]:
        """The checks of level care: they show their card wherever Breather is on."""
        return {check.id for check in self._checks.values() if check.level is Level.CARE}

    def _report(self, draft: Draft, off: set[str], turn: int, site: Site, units: wire.Units) -> wire.ReportOut:
        report = self._judge(draft, off, turn)
        # Soft findings that make a pause only together are as loud as what they make.
        raised = report.level > max((finding.level for finding in report.findings), default=Level.NONE)
        findings = tuple(
            self._finding_out(finding, report.level if raised else finding.level, site, units)
            for finding in report.findings
        )
        show = _loudest(finding.show for finding in findings)
        prompt = report.prompt
        # The prompt must be about something that is shown as loudly: not about what this site only underlines
        # while another finding brings up the card.
        quieter = {finding.check for finding in findings} - {
            finding.check for finding in findings if finding.show == show
        }
        if prompt is not None and prompt.check in quieter:
            prompt = self._judge(draft, off | quieter, turn).prompt
        return wire.ReportOut(
            level=str(report.level),
            show=show,
            findings=findings,
            prompt=None if prompt is None else self._prompt_out(prompt, units),
        )

    def _judge(self, draft: Draft, off: set[str], turn: int) -> Report:
        return self._engine.check(draft, off=off, turn=turn, budget=limits.MATCHING.value / 1000)

    def _finding_out(self, finding: Finding, level: Level, site: Site, units: wire.Units) -> wire.FindingOut:
        step = _STEPS[level]
        if finding.level is not Level.CARE:
            step = site.checks.get(finding.check, step)
        return wire.FindingOut(
            check=finding.check,
            level=str(finding.level),
            show="none" if step == "off" else step,
            start=units.at(finding.start),
            end=units.at(finding.end),
            mark=self._checks[finding.check].detector is None,
        )

    def _prompt_out(self, prompt: Prompt, units: wire.Units) -> wire.PromptOut:
        return wire.PromptOut(
            check=prompt.check,
            level=str(prompt.level),
            title=self._checks[prompt.check].title,
            heading=prompt.heading,
            why=prompt.why,
            question=prompt.question,
            quote=prompt.quote,
            start=units.at(prompt.start),
            end=units.at(prompt.end),
            source=_source_out(prompt.source),
        )


def _units(text: str) -> wire.Units:
    units = wire.Units(text)
    if units.length > limits.DRAFT.value:
        raise errors.Refusal(
            errors.BAD_REQUEST,
            f"The draft is longer than {limits.DRAFT.value} {limits.DRAFT.unit}.",
            "Leave it unchecked.",
        )
    return units


def _loudest(shows: Iterable[wire.Show]) -> wire.Show:
    order: tuple[wire.Show, ...] = ("none", "mark", "card", "gate")
    return max(shows, key=order.index, default="none")


def _check_out(check: Check, resting: bool) -> wire.CheckOut:
    return wire.CheckOut(
        id=check.id,
        title=f"{check.title}{_RESTING}" if resting else check.title,
        about=check.about,
        level=str(check.level),
        step=_STEPS[check.level],
        sources=tuple(_source_out(source) for source in check.sources),
        known_false_alarms=check.known_false_alarms,
    )


def _source_out(source: Source) -> wire.SourceOut:
    return wire.SourceOut(id=source.id, title=source.title, idea=source.idea)
