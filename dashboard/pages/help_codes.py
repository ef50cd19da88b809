"""The codes on the help page: an index, then every code in its group with its mend."""

from __future__ import annotations

from collections.abc import Sequence
from collections.abc import Set as AbstractSet

from dashboard import html
from dashboard.code_examples import EXAMPLES
from dashboard.code_groups import Group
from dashboard.components.grade import grade
from dashboard.components.marks import Data, Node, aria
from dashboard.shell import card
from dashboard.stand_ins import told
from etl.domain.code_names import code_name
from etl.domain.codes import Code
from etl.domain.finding import SEVERITY_NAMES

Groups = Sequence[tuple[Group, Sequence[Code]]]

# An address may lead to an element without Dash's client taking it for a live one.
_LINKED: Data = {"disable_n_clicks": True}
_SAMPLE = "E-UNIT"
# What is refused before any rule is asked, and plans, know no trial.
_NEVER_TRIED = ("file", "personal", "plan")


def sections(groups: Groups, trial: AbstractSet[str]) -> list[html.Section]:
    """Return the way to the codes and a card for each group; ``trial`` are codes on trial."""
    return [_ways(groups), *(_group(group, entries, trial) for group, entries in groups)]


def _ways(groups: Groups) -> html.Section:
    entries = [entry for _, group in groups for entry in group]
    links = [
        html.Li(html.A([group.title, html.Small(f" {len(found)}个")], href=f"#group-{group.key}"))
        for group, found in groups
    ]
    lead = (
        "编号写在标好的工作簿和检查结果里。下面〔〕里的内容每次不同，工作簿里写的是当时的栏目和数。"
        f"在本页地址后加“#”和编号，如 /help#{_SAMPLE}，可直接到那一行。"
    )
    ways = html.Nav(html.Ul(links, className="links"), **aria(label="编号分类"))
    parts = [html.P(lead), ways, *_index(entries)]
    return card("问题编号", parts, anchor="codes")


def _index(entries: Sequence[Code]) -> list[html.Details]:
    """Return all codes by the alphabet, folded: for a reader who has nothing but the code."""
    ordered = sorted(entry.code for entry in entries)
    links = [html.Li(html.A(html.Code(code), href=f"#{code}")) for code in ordered]
    head = html.Summary(f"按字母顺序查编号（共{len(ordered)}个）")
    return [
        html.Details(
            [head, html.Ul(links, className="links codes-index")], className="more codes-folded"
        )
    ]


def _group(group: Group, entries: Sequence[Code], trial: AbstractSet[str]) -> html.Section:
    head = html.Div(html.H3(group.title), className="cap")
    parts = [head, html.P(group.lead), _table(group, entries, trial)]
    return html.Section(parts, className="card", id=f"group-{group.key}", **_LINKED)


def _table(group: Group, entries: Sequence[Code], trial: AbstractSet[str]) -> html.Table:
    head = html.Tr([html.Th(text, scope="col") for text in ("编号", "级别", "问题", "怎么办")])
    tried = frozenset() if group.key in _NEVER_TRIED else trial
    rows = [_row(entry, tried) for entry in entries]
    caption = html.Caption(f"{group.title}：编号、级别、问题和怎么办", className="vh")
    return html.Table([caption, html.Thead(head), html.Tbody(rows)], className="plain codes")


def _row(entry: Code, trial: AbstractSet[str]) -> html.Tr:
    on_trial = entry.severity == "error" and entry.code in trial
    note = [html.Small(f"试行中，按{SEVERITY_NAMES['warning']}处理")] if on_trial else []
    cells: list[Node] = [
        html.Th(html.Code(entry.code), scope="row"),
        html.Td([grade(entry.severity), *note]),
        html.Td([*_named(entry), *told(entry, entry.message), *_example(entry)]),
        html.Td([html.Span("怎么办：", className="lbl"), *told(entry, entry.hint)]),
    ]
    return html.Tr(cells, id=entry.code, **_LINKED)


def _named(entry: Code) -> list[Node]:
    """Return what people call the mistake, as the lists of what comes again do."""
    return [html.Strong(code_name(entry.code), className="code-name"), "："]


def _example(entry: Code) -> list[Node]:
    """Return a case of the code, if one is written down, with what the program says to it."""
    example = EXAMPLES.get(entry.code)
    if example is None:
        return []
    said = told(entry, entry.message, example.words)
    return [html.P([f"例：{example.written}。提示：", *said, "。"], className="basis")]
