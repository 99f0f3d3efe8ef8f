"""The words of an equity chart in both languages, and how its numbers are written."""

from collections.abc import Mapping
from typing import Final

from xinmai.model.chart import ChartBox, ChartCut, ChartEdge, EquityChart
from xinmai.model.group import ShareBounds
from xinmai.model.shares import percent, percent_of
from xinmai.model.vocabulary import CompletenessState, CutReason, Direction, Flag, Lang

Words = Mapping[str, str]

_ZH: Final = {
    "title": "{name} 股权穿透图",
    "view": "截至 {day} · 数据修订 {revision} · {id}",
    "head": "最终控制人：{name}",
    "no head": "最终控制人：所载事实未显示有人控制",
    "is head": "最终控制人",
    "is asked": "查询主体",
    "not stated": "未披露",
    "at most": "未披露（≤{upper} %）",
    "range": "{lower}–{upper} %",
    "votes": "{share}（表决权 {votes}）",
    "controls": "声明控制",
    "member_of": "一致行动",
    "coded": "{ground}（{code}）",
    "closes": "↺ {text}",
    "unaccounted": "其余 {share} % 未载明",
    "IN": "↑ 未绘 {count} 项（{reason}）",
    "OUT": "↓ 未绘 {count} 项（{reason}）",
    "DEPTH": "超出层级",
    "NUMBER": "超出数量",
    "NOMINEE": "名义持有",
    "INACTIVE": "主体已失效",
    "HUB": "关联过多",
    "UNREAD": "未读取",
    "COMPLETE": "在所载事实范围内完整，未作截断。",
    "MISSING_DATA": "未作截断，但有事实缺失：{missing}。",
    "CUT": "不完整，未绘出：{cuts}{missing}。",
    "cut": "{reason} {count} 项",
    "missing": "；{count} 项比例未披露",
    "basis": "比例为认缴出资比例；上方为持有方，箭头指向被持有方。",
    "person": "自然人",
    "company": "企业或其他组织",
    "state": "国家机构",
    "coalition": "一致行动人",
    "dead": "名义持有人或失效主体（不穿透）",
    "majority": "单独过半数表决权",
    "holding": "其他持股",
    "uncertain": "未披露或取决于未知比例",
    "declared": "声明的控制或一致行动",
    "cycle": "闭环：指回上方",
}
_EN: Final = {
    "title": "Equity chart of {name}",
    "view": "as of {day} · revision {revision} · {id}",
    "head": "Ultimate controller: {name}",
    "no head": "Ultimate controller: the facts show nobody in control",
    "is head": "ultimate controller",
    "is asked": "subject",
    "not stated": "not stated",
    "at most": "not stated (≤{upper} %)",
    "range": "{lower}–{upper} %",
    "votes": "{share} (votes {votes})",
    "controls": "declared control",
    "member_of": "acts in concert",
    "coded": "{ground} ({code})",
    "closes": "↺ {text}",
    "unaccounted": "{share} % not accounted for",
    "IN": "↑ {count} not drawn ({reason})",
    "OUT": "↓ {count} not drawn ({reason})",
    "DEPTH": "depth limit",
    "NUMBER": "box limit",
    "NOMINEE": "nominee",
    "INACTIVE": "no longer active",
    "HUB": "hub",
    "UNREAD": "not read",
    "COMPLETE": "Complete as far as the facts go; nothing was cut.",
    "MISSING_DATA": "Nothing was cut, but facts are missing: {missing}.",
    "CUT": "Incomplete. Not drawn: {cuts}{missing}.",
    "cut": "{count} ({reason})",
    "missing": "; {count} share(s) not stated",
    "basis": "Shares of subscribed capital; holders stand above, arrows point to whom they hold.",
    "person": "person",
    "company": "enterprise or other organisation",
    "state": "state body",
    "coalition": "coalition",
    "dead": "nominee or no longer active (not passed)",
    "majority": "majority of votes alone",
    "holding": "other holding",
    "uncertain": "not stated, or unknown shares decide",
    "declared": "declared control or coalition",
    "cycle": "cycle: leads back up",
}
_FLAGS: Final = {
    Flag.OVER_100: ("持股合计超过 100 %", "holdings above 100 %"),
    Flag.SELF_HOLDING: ("自持股", "holds itself"),
    Flag.NOMINEE: ("名义持有人", "nominee"),
    Flag.CLOSED_CYCLE: ("持股闭环", "cycle of holdings"),
    Flag.JOINT_50: ("各占 50 %", "two of exactly 50 %"),
    Flag.INACTIVE_CUT: ("主体已失效", "no longer active"),
    Flag.BY_NAME: ("仅凭名称", "known by name"),
    Flag.SUBSIDIARY_HOLDS_PARENT: ("被子公司持股", "held by a subsidiary"),
}
_CODES: Final = {
    "concert": ("协议", "pact"),
    "family": ("亲属", "family"),
    "contract": ("合同", "contract"),
    "appointment": ("任命权", "appointment right"),
    "golden_share": ("特别管理股", "golden share"),
    "decisive_votes": ("决定性表决权", "decisive votes"),
    "veto": ("一票否决", "veto"),
    "management": ("管理关系", "management"),
}
"""Codes that have a word of their own; others stand as they are."""


def words_of(lang: Lang) -> Words:
    """Return the words of a language."""
    return _ZH if lang is Lang.ZH else _EN


def edge_label(edge: ChartEdge, lang: Lang) -> str:
    """Return what stands on an edge: a share, a range, that none is stated, or the ground."""
    words = words_of(lang)
    if edge.share is None:
        text = words[str(edge.ground)]
        text = text if edge.code is None else words["coded"].format(ground=text, code=_code(edge.code, lang))
    else:
        text = _share(edge.share, words) if edge.is_stated else _unstated(edge.share, words)
        if edge.votes is not None:
            text = words["votes"].format(share=text, votes=_share(edge.votes, words))
    return words["closes"].format(text=text) if edge.closes_cycle else text


def notes_of(box: ChartBox, lang: Lang, *, is_head: bool, is_asked: bool) -> tuple[str, ...]:
    """Return the lines below a name: what the party is here, what is peculiar, what is not drawn."""
    words = words_of(lang)
    own = [words["is asked"]] * is_asked + [words["is head"]] * is_head
    own += [pair[lang is Lang.EN] for flag in box.marks if (pair := _FLAGS.get(flag)) is not None]
    rest = [words["unaccounted"].format(share=percent(box.unaccounted))] if box.unaccounted else []
    return (*own, *rest, *(_cut(cut, words) for cut in box.cuts))


def completeness_sentence(chart: EquityChart, lang: Lang) -> str:
    """Return in one sentence whether the chart is whole, and what is not drawn."""
    words = words_of(lang)
    cuts = [cut for box in chart.boxes for cut in box.cuts]
    counts = {why: sum(cut.count for cut in cuts if cut.reason is why) for why in CutReason}
    unstated = sum(not edge.is_stated for edge in chart.edges)
    missing = words["missing"].format(count=unstated) if unstated else ""
    told = [words["cut"].format(reason=words[why], count=n) for why, n in counts.items() if n]
    if told or chart.completeness.state not in {CompletenessState.COMPLETE, CompletenessState.MISSING_DATA}:
        return words["CUT"].format(cuts=_listed(told or [words["UNREAD"]], lang), missing=missing)
    return words["MISSING_DATA"].format(missing=missing[1:].strip()) if missing else words["COMPLETE"]


def _listed(words: list[str], lang: Lang) -> str:
    return ("、" if lang is Lang.ZH else ", ").join(words)


def _cut(cut: ChartCut, words: Words) -> str:
    side = Direction.IN if cut.side is Direction.IN else Direction.OUT
    return words[side].format(count=f"{cut.count:,}", reason=words[cut.reason])


def _share(bounds: ShareBounds, words: Words) -> str:
    if bounds.lower == bounds.upper:
        return f"{percent_of(bounds.lower)} %"
    return words["range"].format(lower=percent_of(bounds.lower), upper=percent_of(bounds.upper))


def _unstated(bounds: ShareBounds, words: Words) -> str:
    """Return that a share is not stated, and at most how much it is where the register says so."""
    if bounds.lower:
        return f"{words['not stated']} {_share(bounds, words)}"
    return (
        words["at most"].format(upper=percent_of(bounds.upper)) if bounds.upper < 1 else words["not stated"]
    )


def _code(code: str, lang: Lang) -> str:
    return _CODES[code][lang is Lang.EN] if code in _CODES else code
