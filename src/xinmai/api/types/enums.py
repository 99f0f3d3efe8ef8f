"""The closed words of the model as GraphQL enums. Labels of bundle words come from the catalogue, so they stand once."""

from collections.abc import Mapping
from enum import Enum
from typing import Final

from xinmai.api.describe import enumeration
from xinmai.model.absence import Absence
from xinmai.model.changes import ChangeKind
from xinmai.model.coverage import SupplyState
from xinmai.model.credit_file import DisclosureGround
from xinmai.model.history import VersionState
from xinmai.model.resolution import MatchedBy
from xinmai.model.timeline import DateOf
from xinmai.model.vocabulary import (
    Answer,
    Bound,
    Certainty,
    CompletenessState,
    Direction,
    Effect,
    EventKind,
    Flag,
    HubReason,
    JobState,
    Lang,
    Mark,
    PartyKind,
    PathOrder,
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
    PathOrder: (
        "Which paths come first, 路径排序.",
        {
            "SHORTEST": "最短: fewest hops, then by the ids of the nodes.",
            "STRONGEST": "最强: surest identity, then the greatest product of the shares held, then fewest hops, then by ids.",
        },
    ),
    HubReason: (
        "Why a node is named and not passed, 不穿越缘由.",
        {
            "NOMINEE": "名义持有人: holds for others.",
            "DEPOSITORY": "证券登记结算机构: registers for everybody.",
            "STATE_BODY": "国家机构: state control alone relates nobody.",
            "REGISTRATION_AGENT": "登记代理机构: acts for many.",
            "SHARED_CONTACT": "众多主体共用的联系方式: a telephone or address that many share.",
            "DEGREE": "关系过多: more relations than the setting `max_hub`.",
        },
    ),
    JobState: (
        "How far a job is, 作业状态.",
        {
            "RUNNING": "进行中: ask the same question again.",
            "DONE": "完成: the answer is there.",
            "FAILED": "失败: `reason` says why; asked again, it begins anew.",
        },
    ),
    DisclosureGround: (
        "Why a record may no longer be shown after a day, or why no such day can be named, 披露终止依据.",
        {
            "TERM": "期限: the term of the profile, counted from its day; both days are inclusive.",
            "ANNULLED": "撤销: the act was annulled and never had effect, on any day.",
            "REMOVED": "移出: removed from the list.",
            "UNPUBLISHED": "停止公示: publication was ended.",
            "REPAIRED": "信用修复: repaired; publication ends, the record stays.",
            "NO_CLASS": "未载明等级: the term depends on a disclosure class that the record does not state.",
            "NO_DATE": "未载明日期: the day from which the term runs is not stated.",
            "NOT_CONCERNED": "不适用: no profile in force speaks of such a record.",
            "NO_PROFILE": "无规则: no profile is in force on that day.",
        },
    ),
    DateOf: (
        "Which date of a thing a day is, 日期种类. One never stands in for another.",
        {
            "FOUNDED": "成立日期: founded.",
            "NAME_FROM": "名称起: first day of a name.",
            "NAME_TO": "名称止: first day on which it no longer was the name.",
            "STATUS_FROM": "状态起: first day of a status.",
            "STATUS_TO": "状态止: first day on which it no longer was the status.",
            "PROPERTY_FROM": "属性起: first day of another dated property.",
            "PROPERTY_TO": "属性止: first day on which it no longer held.",
            "ROLE_FROM": "任职起: first day of a post.",
            "ROLE_TO": "任职止: first day on which the post was no longer held.",
            "HOLDING_FROM": "持股起: first day of a holding.",
            "HOLDING_TO": "持股止: first day on which it was no longer held.",
            "RELATION_FROM": "关系起: first day of another relation.",
            "RELATION_TO": "关系止: first day on which it no longer held.",
            "OVER_BY": "已终止（来源日期）: day on which the source first said that it was over; when it ended is not stated.",
            "ACT_FROM": "行为起: first day of the conduct.",
            "ACT_TO": "行为止: last day of the conduct, inclusive.",
            "DECIDED": "决定日期: day of the decision.",
            "PUBLISHED": "公布日期: day of publication.",
            "EFFECTIVE_FROM": "生效: first day of effect.",
            "EFFECTIVE_TO": "失效: first day no longer in effect.",
            "DUE": "到期: day on which a debt is due.",
            "EVENT": "记录事件: something else that happened to a record.",
            "SANCTION_FROM": "处罚起: first day of a sanction.",
            "SANCTION_TO": "处罚止: first day no longer covered by it.",
            "FIRST_SEEN": "首次入库: when the version that is shown was recorded here; it says nothing about the world.",
        },
    ),
    VersionState: (
        "What became of a version of a fact, 版本状态.",
        {
            "HOLDS": "现行: it is held true.",
            "CORRECTED": "已更正: another version took its place.",
            "CLOSED": "已关闭: its source no longer says it.",
        },
    ),
    ChangeKind: (
        "What changed about a party, 变更类型.",
        {
            "LEARNED": "新获知: recorded in between, about an earlier or a later day.",
            "CORRECTED": "更正: another version took the place of one.",
            "WITHDRAWN": "撤回: no longer said of the party.",
            "NAME_CHANGED": "更名: a name began, ended or took another's place.",
            "STATUS_CHANGED": "状态变更: a status began, ended or took another's place.",
            "PROPERTY_CHANGED": "属性变更: a value took another's place.",
            "PROPERTY_BEGAN": "属性起: a value began.",
            "PROPERTY_ENDED": "属性止: a value ended.",
            "RELATION_BEGAN": "关系起: a relation began.",
            "RELATION_CHANGED": "关系变更: a relation took the place of one between the same two.",
            "RELATION_ENDED": "关系止: a relation ended.",
            "RECORD_DECIDED": "作出决定: a record was decided.",
            "RECORD_EVENT": "记录事件: something happened to a record.",
            "SANCTION_BEGAN": "处罚起: a sanction began.",
            "SANCTION_ENDED": "处罚止: a sanction ended.",
            "RECORD_STATE_CHANGED": "记录状态变更: the state of a record changed.",
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
            "TRUNCATED": "截断: something was cut; `completeness` says what.",
            "NEAR_THRESHOLD": "接近界限: within 0.1 percentage points of the threshold.",
            "TIE": "并列: two or more hold equally much.",
            "INCOMPLETE_REGISTER": "股东名册不完整: the rest of the register may belong to anyone.",
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
