"""Entities of a table, each read once while some hops are put together."""

from dataclasses import dataclass, field

from evidence.views import EntityView
from graph.entity_table import EntityTable


@dataclass(frozen=True, slots=True)
class EntitiesRead:
    """What was read so far, by number and by id."""

    table: EntityTable
    _by_number: dict[int, EntityView] = field(default_factory=dict)
    _by_id: dict[str, EntityView] = field(default_factory=dict)

    def at(self, number: int) -> EntityView:
        """The entity with a number; KeyError where it is no longer seen."""
        if number not in self._by_number:
            view = self._by_number[number] = self.table[number]
            self._by_id[view.id] = view
        return self._by_number[number]

    def by_id(self, id_: str) -> EntityView:
        """The entity with an id, looked up only where it is none of those that were read; KeyError where none is."""
        return self._by_id.get(id_) or self.at(self.table.known(id_))
