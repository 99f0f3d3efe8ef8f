"""The closed words of the model as GraphQL enums. Labels of bundle words come from the catalogue, so they stand once."""

from collections.abc import Mapping
from enum import Enum
from typing import Final

from xinmai.api.describe import enumeration
from xinmai.model.absence import Absence
from xinmai.model.coverage import SupplyState
from xinmai.model.resolution import MatchedBy
from xinmai.model.vocabulary import (
    Answer,
    Bound,
    Certainty,
    CompletenessState,
    Direction,
    Effect,
    EventKind,
    Flag,
    Lang,
    Mark,
    PartyKind,
    RecordKind,
    RecordLinkKind,
    RegulationUse,
    RelationKind,
    SanctionKind,
    Tier,
)
from xinmai.rules.catalogue_entries import Entry, Kinds

_LABELLED: Final[dict[type[Enum], tuple[str, str]]] = {
    PartyKind: ("party_kind", "What a party is, 主体类型."),
    RelationKind: ("relation_kind", "What links two nodes, 关系类型; read it from `from` to `to`."),
    RecordKind: ("record_kind", "What a credit record is, 信用记录类型."),
    SanctionKind: ("sanction_kind", "What a decision imposes, 处罚种类."),
    EventKind: ("event", "What happened to a record, 记录事件."),
}
"""Enum → group of labels in the catalogue, description."""

_OWN: Final[dict[type[Enum], tuple[str, dict[str, str]]]] = {
    RecordLinkKind: (
        "How two records belong together, 记录关联; read it from `from` to `to`.",
        {
            "CORRECTS": "更正: corrects.",
            "FOLLOWS": "承接: follows, as a breach follows a commitment.",
            "SAME_EVENT": "同一事件: speaks of the same event.",
            "ESCALATES": "升级: escalates.",
        },
    ),
    Certainty: (
        "How sure the identity behind a link is, 身份确定性.",
        {
            "PROVEN": "已证实: by identifier.",
            "JUDGED": "已认定: decided by two people, with a document.",
            "SCOPED": "限于单位内: same organisation, same name, same source; it counts inside that organisation only.",
            "NAME_ONLY": "仅姓名: the same name and no more; nothing adverse ever follows.",
        },
    ),
    Answer: (
        "A three-valued answer, 是、否、未知.",
        {"YES": "是: yes.", "NO": "否: no.", "UNKNOWN": "未知: the data do not say."},
    ),
    Bound: (
        "A three-valued result over unknown or ranged shares, 确定程度.",
        {
            "CERTAIN": "确定: holds whatever the unknown shares are.",
            "POSSIBLE": "可能: holds for some values of the unknown shares.",
            "NO": "否: holds for none.",
        },
    ),
    Effect: (
        "What a consequence is in law, 法律效果.",
        {
            "AUTOMATIC": "当然发生: follows from the statute without a decision.",
            "DECISION": "需决定: an authority may or must decide.",
            "DUTY": "义务: somebody must act.",
            "INVALIDITY": "无效: an act is void.",
            "ALERT": "提示: information only, no effect.",
        },
    ),
    Tier: (
        "Who brings a consequence about, 层级.",
        {
            "STATUTORY": "法定: the statute.",
            "DISCRETIONARY": "裁量: an authority's decision.",
            "INFORMATIONAL": "信息: nobody; information.",
        },
    ),
    Mark: (
        "How a statement about the law was verified, 核实标记.",
        {
            "V1": "一手文本: read in the primary text.",
            "V2": "二手文本: read in a secondary text.",
            "G": "一般知识: general knowledge or a reading.",
        },
    ),
    Direction: (
        "Which end of a relation the asked party stands at, 方向.",
        {"OUT": "由其发出: it is `from`.", "IN": "指向它: it is `to`.", "BOTH": "双向: either."},
    ),
    CompletenessState: (
        "Whether an answer is whole, 完整性.",
        {
            "COMPLETE": "完整: nothing was cut.",
            "CUT_BY_DEPTH": "按层数截断: more lies deeper.",
            "CUT_BY_NODES": "按节点数截断: a level or a hub that did not fit was cut whole.",
            "CUT_BY_TIME": "按时间截断: the time limit was reached.",
            "CUT_BY_PERMISSION": "按权限截断: a constant of role, purpose and question, never of data.",
            "MISSING_DATA": "数据缺失: something needed is not there; `reason` names it.",
        },
    ),
    Absence: (
        "Why something is not in an answer, 缺失原因.",
        {
            "KNOWN_NONE": "确知没有: whoever would say it has supplied, and says nothing.",
            "NOT_COLLECTED": "未归集: nobody who could say it has supplied.",
            "NOT_STATED": "未载明: the source speaks of the thing and leaves this out.",
            "NOT_APPLICABLE": "不适用: things of this kind have no such field.",
            "WITHHELD": "不予披露: never told to this caller, whether it is there or not.",
        },
    ),
    MatchedBy: (
        "What of a party a row of a list matched, 匹配方式.",
        {
            "ID": "公开标识: its public id.",
            "IDENTIFIER": "代码: a code of the view's day.",
            "OTHER_IDENTIFIER": "其他时期的代码: a code of another day, earlier or later.",
            "NAME": "名称: its name on the view's day; the same name and no more, which proves nobody's identity.",
            "OTHER_NAME": "其他时期的名称: a name of another day, former 曾用名 or later.",
        },
    ),
    RegulationUse: (
        "What a task does with a regulation, 制度建设.",
        {
            "DRAWS_UP": "制定: draws it up.",
            "REVISES": "修订、完善: revises or completes it.",
            "APPLIES": "落实、依据: applies it or rests on it.",
        },
    ),
    SupplyState: (
        "Whether what is owed came, 归集状态.",
        {
            "SUPPLIED": "已归集: it came, from all who owe it.",
            "PARTLY": "部分归集: something came, not from all who owe it.",
            "NOT_SUPPLIED": "未归集: nothing came.",
        },
    ),
    Lang: ("Language of a text, 语言.", {"ZH": "中文: Chinese.", "EN": "英文: English."}),
    Flag: (
        "A peculiarity of the data that is kept and shown, 标记.",
        {
            "CHECK_DIGIT": "校验位不符: a code fails its check digit.",
            "NO_CODE": "无代码: no code is stated.",
            "OVER_100": "超过100%: holdings above 100 %.",
            "SELF_HOLDING": "自持股: a party holds itself.",
            "NOMINEE": "名义持有人: holds for others.",
            "CLOSED_CYCLE": "闭环: a closed cycle of holdings.",
            "JOINT_50": "各占50%: two holders of exactly 50 %; neither controls.",
            "INACTIVE_CUT": "主体失效: a dead intermediary cuts the path.",
            "SUBSIDIARY_HOLDS_PARENT": "子公司持有母公司: a controlled company holds shares in the one above it.",
            "TRUNCATED": "截断: the walk was cut.",
        },
    ),
}
"""Enum → description, descriptions of its values."""


def declare_enums(kinds: Kinds) -> None:
    """Declare all enums to the GraphQL layer; done before the schema is built."""
    for enum, (group, description) in _LABELLED.items():
        enumeration(enum, description, _labels(enum, getattr(kinds, group)))
    for enum, (description, values) in _OWN.items():
        enumeration(enum, description, values)


def _labels(enum: type[Enum], entries: tuple[Entry, ...]) -> Mapping[str, str]:
    return {enum(entry.code).name: f"{entry.zh}: {entry.en}." for entry in entries}
