"""A sentence that no briefing may say, as a refusal names it."""

from dataclasses import dataclass


@dataclass(frozen=True)
class UnfitSentence:
    """What is wrong with it, where it stands, and its words."""

    wrong: str
    place: str
    text: str

    def __str__(self) -> str:
        return f"{self.wrong} ({self.place}): {self.text}"
