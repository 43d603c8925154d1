"""Example documents that the tests render and that a person can look at."""

from __future__ import annotations

from studio.documents.model import (
    Bullets,
    Column,
    Document,
    Facts,
    Heading,
    PageBreak,
    Paragraph,
    Prose,
    Signature,
    Signatures,
    Table,
)

_PARTNERS = (
    ("Employment Service of Example Town", "Public employment service", "Arta Example, director"),
    ("Centre for Social Work Example Town", "Social protection", "Marko Primjer, head of centre"),
    ("Qendra “Çelësi” për të rinjtë", "Civil society organisation", "Ëndrra Shembull, coordinator"),
    ("Општина Пример", "Municipality", "Љубица Ѓорѓиевска, mayor's deputy"),
)


def agreement() -> Document:
    """A small partnership agreement with everything an agreement has."""
    return Document(
        title="Partnership agreement on integrated case management in Example Town",
        subtitle="Multi-partner employment partnership, 2027–2029",
        locale="en",
        title_page=True,
        facts=(
            ("Protocol number", "EX-12/2027"),
            ("Partners", "4"),
            ("Valid", "1 March 2027 to 28 February 2029"),
            ("Languages", "English (prevailing), Albanian, Macedonian"),
        ),
        header="Partnership agreement · Example Town",
        footer="Draft, revision 14",
        author="Employment Service of Example Town",
        contents_title="Contents",
        blocks=(
            Heading(level=1, number="1", text="General introduction"),
            Paragraph(text="Four institutions, one client, one plan.", style="lead"),
            Prose(
                markdown="The partners **agree to work together** so that people far from the labour market meet one "
                "plan instead of four. They will:\n- share what the client has *allowed* them to share;\n"
                "- name one case manager per client;\n  - with a deputy,\n  - reachable by telephone;\n"
                "- meet every second week.\n\nIn order:\n\n1. consent,\n2. assessment,\n3. plan.\n\n"
                "> Nobody is sent from door to door.\n\n### Basis\n\nSee <https://example.org/law>."
            ),
            Heading(level=1, number="2", text="Partners"),
            Table(
                caption="Table 1. Partners",
                columns=(
                    Column(title="Partner", share=3),
                    Column(title="Kind", share=2),
                    Column(title="Represented by", share=2),
                ),
                rows=_PARTNERS,
            ),
            Heading(level=1, number="6", text="Work programme"),
            Heading(level=2, number="6.1", text="Actions"),
            Bullets(items=("Outreach to people nobody has registered", "Joint intake")),
            Paragraph(text="The start of action A3 is still open.", style="placeholder"),
            Heading(level=2, number="6.2", text="Who does what"),
            Paragraph(text="R responsible, A accountable, C consulted, I informed."),
            _raci(partners=9, actions=12),
            Heading(level=1, number="7", text="Budget"),
            Table(
                caption="Table 3. Contributions in EUR",
                columns=(
                    Column(title="Partner", share=4),
                    Column(title="Own budget", align="right", share=2),
                    Column(title="In kind", align="right", share=2),
                    Column(title="Sum", align="right", share=2),
                ),
                rows=tuple((name, "12,000.00", "3,500.00", "15,500.00") for name, _, _ in _PARTNERS),
                total=("Total", "48,000.00", "14,000.00", "62,000.00"),
            ),
            Paragraph(text="Contributions in kind are valued at cost.", style="note"),
            Heading(level=1, number="12", text="Duration and signatures"),
            Facts(rows=(("Originals", "4"), ("Disputes", "Settled by talks;\nthen by the competent court"))),
            PageBreak(),
            Heading(level=2, text="Signatures"),
            Signatures(
                place_and_date="",
                parties=tuple(
                    Signature(party=name, name=person.split(",")[0], function=person.split(",")[1].strip(), stamp=True)
                    for name, _, person in _PARTNERS
                ),
            ),
        ),
    )


def large(partners: int = 20, actions: int = 60) -> Document:
    """An agreement of the greatest size the studio promises to handle quickly."""
    small = agreement()
    table = Table(
        columns=tuple(Column(title=title, share=share) for title, share in (("No", 1), ("Action", 5), ("By", 3))),
        rows=tuple((str(n + 1), f"Action {n + 1} " * 12, f"Partner {n % partners + 1}") for n in range(actions)),
    )
    parties = tuple(Signature(party=f"Partner institution {n + 1}", stamp=True) for n in range(partners))
    blocks = (*small.blocks, table, _raci(partners, actions), Signatures(parties=parties))
    return small.model_copy(update={"blocks": blocks})


def _raci(partners: int, actions: int) -> Table:
    return Table(
        caption="Table 2. Roles",
        columns=(
            Column(title="Action", share=4),
            *(Column(title=f"Partner institution {n + 1}", align="center") for n in range(partners)),
        ),
        rows=tuple(
            (f"A{action + 1} Joint interview with the client", *("RACI"[(action + n) % 4] for n in range(partners)))
            for action in range(actions)
        ),
    )
