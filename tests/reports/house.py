"""A house's template that tells the chains of a briefing, and how its tests arrange one."""

from collections.abc import Callable

from reports.document import Briefing

WHOLE = """# Committee note

*For the committee.*

{% for route in routes %}
{% for chain in route.chains %}
## Chain {{ chain.number }}

{{ chain.reading | told }}

{% for hop in chain.hops %}
{% for claim in hop.tellings %}
{{ claim | told }}

{% endfor %}
{% endfor %}
{% endfor %}
{% endfor %}
{% for section in sections if section.name == "disputes" %}
{{ section | told }}
{% endfor %}
"""
Arrange = Callable[..., Briefing]
"""A template, and the briefing that it is followed over if not the case's, in; the arranged briefing out."""
