"""The closed words of the model as GraphQL enums. Labels of bundle words come from the catalogue, so they stand once."""

from collections.abc import Mapping
from enum import Enum
from typing import Final

from xinmai.api.describe import enumeration
from xinmai.model.absence import Absence
from xinmai.model.affiliates import AffiliationGround, Likelihood
from xinmai.model.changes import ChangeKind
from xinmai.model.control import ContradictionKind, ControllerTier, NoControllerReason
from xinmai.model.coverage import SupplyState
from xinmai.model.credit_file import DisclosureGround
from xinmai.model.group_diff import CauseKind, Place
from xinmai.model.history import VersionState
from xinmai.model.ownership import LinkKind, MissingReason, OwnerProng
from xinmai.model.ownership_options import (
    Aggregate,
    Basis,
    Coalitions,
    Comparison,
    Over100,
    OwnershipMeasure,
    ParentVotes,
    Treasury,
    UnknownShares,
)
from xinmai.model.resolution import MatchedBy
from xinmai.model.timeline import DateOf
from xinmai.model.vocabulary import (
    Answer,
    Bound,
    Certainty,
    CompletenessState,
    CutReason,
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
    Basis: (
        "Which share of a holding counts, 计算口径.",
        {
            "CAPITAL_SUBSCRIBED": "认缴出资: capital subscribed.",
            "CAPITAL_PAID_IN": "实缴出资: capital paid in; where it is not stated it is unknown.",
            "VOTES": "表决权: votes; where they are not stated they are unknown.",
            "VOTES_ELSE_CAPITAL": "表决权，未载明时按认缴出资: votes where they are stated, else capital subscribed.",
        },
    ),
    OwnershipMeasure: (
        "How shares add up over several levels, 计算方法. Only CASCADE speaks of control.",
        {
            "CASCADE": "控制份额: direct shares held by the holder and by whom it controls, added up.",
            "LOOK_THROUGH": "穿透份额: products along all walks that never come back to the holder, added up "
            "(corrected integrated ownership).",
            "ALL_WALKS": "综合所有权: products along all walks, the holder's own loop counted again (integrated ownership).",
            "SIMPLE_PATHS": "累积所有权: products along paths that meet nobody twice, added up (accumulated ownership).",
            "WEAKEST_LINK": "最弱环节: the least share on the best path; a measure of research, no control in law.",
        },
    ),
    Comparison: (
        "How a share is compared with a line, 比较方式.",
        {"GT": "超过: more than.", "GTE": "达到或超过: as much or more."},
    ),
    Aggregate: (
        "Which of several parties act as one, 合并口径.",
        {
            "NONE": "不合并: each for itself.",
            "COALITIONS": "一致行动人合并: the members of one declared coalition together, the others each for itself.",
            "ALL_SEEDS": "全部合并: all of them together.",
        },
    ),
    Coalitions: (
        "Which declared coalitions count, 一致行动口径.",
        {
            "NONE": "不计: none.",
            "CONCERT": "一致行动人: concert parties; family alone is no pact.",
            "FAMILY": "家族: families only.",
            "BOTH": "两者: both.",
        },
    ),
    Treasury: (
        "What happens to shares that a company holds of itself, 库存股; they never add to a cascade.",
        {
            "EXCLUDE_RESCALE": "剔除并重新折算: left out, the others rescaled to the whole.",
            "KEEP": "保留: the others stay as they are.",
        },
    ),
    ParentVotes: (
        "What happens to votes in a company that companies under its own control hold, 子公司持有母公司股份.",
        {
            "COUNT": "计入: they count as registered, and SUBSIDIARY_HOLDS_PARENT says so.",
            "EXCLUDE": "剔除: they are struck out, the others rescaled to the whole.",
        },
    ),
    Over100: (
        "What happens where stated shares of one company sum to more than the whole, 合计超过100%.",
        {
            "NORMALISE": "折算: within the tolerance rescaled; beyond it nothing about the company is certain.",
            "KEEP": "照录: taken as stated.",
            "REJECT": "拒绝: nothing about the company is certain, however small the excess.",
        },
    ),
    UnknownShares: (
        "Which reading of shares that are not stated is told, 未披露份额的取值.",
        {
            "LOWER": "下限: they are nothing.",
            "UPPER": "上限: as much as the others leave; what stands on that stays POSSIBLE.",
            "BOTH": "上下限: both ends, which bracket the truth.",
        },
    ),
    ControllerTier: (
        "On what it rests that a party is called the controller of a company, 控制人认定层级.",
        {
            "DECLARED": "申报: somebody states it.",
            "MAJORITY": "过半数: more than half of the votes, over whom it controls, at any depth; or declared control on a "
            "ground that counts.",
            "SUSPECTED": "疑似: the greatest votes by far; it joins no groups and carries nothing.",
        },
    ),
    NoControllerReason: (
        "Why nobody, or nobody further up, is the controller, 无控制人缘由.",
        {
            "JOINT_50": "各占50%: two hold exactly half each.",
            "MUTUAL_CONTROL_CORE": "相互控制: companies control one another, and nobody stands above.",
            "OVER_100": "合计超过100%: the stated shares cannot all be right.",
            "JOINT_CONTROL": "共同控制: several are declared to control it in concert; none does alone.",
            "DECLARED_CONFLICT": "申报冲突: several are declared, each for itself.",
            "UNKNOWN_SHARES": "份额未披露: shares that are not stated decide.",
            "INCOMPLETE_REGISTER": "名册不完整: the rest of the register may belong to anyone.",
            "NOT_READ": "未读取: its register did not fit into the budget of the question.",
            "BY_NAME": "仅凭名称: who is at the top is known by name only, and who holds a party of that name may hold another.",
            "NOMINEE": "名义持有: most rests with nominees.",
            "INACTIVE_CUT": "主体失效: most rests with companies that no longer exist.",
            "NO_HOLDERS": "持有人不明: no source states a holder.",
            "WIDELY_HELD": "股权分散: nobody reaches what control needs.",
        },
    ),
    ContradictionKind: (
        "How what is declared and what the shares say differ, 申报与计算不符.",
        {
            "DECLARED_WITHOUT_PATH": "无路径: the declared controller holds nothing of the company, over nobody.",
            "DECLARED_NOT_COMPUTED": "计算不支持: it holds something, and that does not make it the controller.",
            "DECLARED_NOT_ULTIMATE": "非最终: it controls the company and is controlled itself.",
            "DECLARED_TWICE": "多方申报: others are declared too.",
        },
    ),
    OwnerProng: (
        "By which test somebody is a beneficial owner, 受益所有人标准.",
        {
            "OWNERSHIP": "股权: a share of the capital, over any number of levels.",
            "VOTES_OR_INCOME": "表决权或收益权: a share of the votes.",
            "OWNERSHIP_AND_CONTROL": "股权与控制结合: a share over companies under control, or of a company that controls.",
            "CONTROL": "控制: control, alone or jointly.",
            "FALLBACK": "日常经营管理: who manages it, where no other test finds anybody.",
        },
    ),
    MissingReason: (
        "What the data lack that might name a beneficial owner, 缺失事实.",
        {
            "HOLDERS_NOT_STATED": "持有人不明: a company that has enough, of which no source states a holder.",
            "KIND_NOT_KNOWN": "主体类型不明: a holder that has enough and may be a natural person.",
            "INCOMPLETE_REGISTER": "名册不完整: a register whose rest may belong to anyone.",
            "NOT_READ": "未读取: a company whose register did not fit into the budget of the question.",
            "NOMINEE": "名义持有: a holder that has enough and holds for others who are not named.",
            "INACTIVE_CUT": "主体失效: a holder that has enough and no longer exists.",
            "BY_NAME": "仅凭名称: a company that has enough and is known by name only, so that its holders are not.",
            "NO_MANAGER": "管理人员不明: nobody is named as managing the company.",
        },
    ),
    Place: (
        "Where a party stands with a group, 集团中的位置.",
        {
            "HEAD": "控制人: at its head.",
            "MEMBER": "成员: a certain member.",
            "POSSIBLE": "可能成员: unknown shares decide.",
            "BESIDE": "并列: held by exactly half, no member.",
            "OUTSIDE": "集团外: outside.",
        },
    ),
    AffiliationGround: (
        "Why a party is affiliated with a group beside control, 关联依据; `label` says it in words.",
        {
            "KEY_PERSON_CONTROLS": "关键人员控制: a director, legal representative, supervisor or senior manager of the group controls it.",
            "JOINT_CONTROLLER_CONTROLS": "共同控制人控制: one of those who control the group together controls it.",
            "HEAD_HOLDS_POST": "控制人任职: the natural person who controls the group holds such a post in it.",
            "INVESTOR_CONTROLS": "主要投资者个人控制: a natural person with a significant holding in the group controls it.",
            "KIN_CONTROLS": "近亲属控制: a relative of a key person controls it.",
            "SHARED_KEY_PERSON": "人员兼任: one person holds such posts in both.",
            "SIGNIFICANT_HOLDING": "重大影响持股: one has a significant holding in the other, short of control.",
            "GUARANTEE_OR_LOAN": "担保或者借贷: one guarantees for the other or lends to it.",
            "SHARED_PHONE": "共用电话: both have the same telephone.",
            "SHARED_ADDRESS": "共用地址: both have the same address.",
            "SHARED_AGENT": "同一代理人: both have the same agent.",
        },
    ),
    Likelihood: (
        "How strong a suspicion is, 疑似程度.",
        {"WEAK": "弱: little.", "MEDIUM": "中: some.", "STRONG": "强: much."},
    ),
    CauseKind: (
        "What made the difference, 变动原因.",
        {
            "HOLDING_BEGAN": "持股开始: a holding began.",
            "HOLDING_ENDED": "持股终止: a holding ended.",
            "CONTROL_DECLARED": "申报控制: control was declared.",
            "DECLARATION_ENDED": "申报终止: a declaration of control ended.",
            "PACT_JOINED": "加入一致行动: a coalition or group was joined.",
            "PACT_LEFT": "退出一致行动: a coalition or group was left.",
            "STATUS_CHANGED": "状态变化: a status, or whether it holds for others, changed.",
            "FOLLOWS": "随动: nothing changed at the party itself; it follows another one.",
        },
    ),
    LinkKind: (
        "How two companies are closely linked, 关联类型.",
        {
            "A_HOLDS_B": "甲持乙: the first has enough of the second.",
            "B_HOLDS_A": "乙持甲: the second has enough of the first.",
            "THIRD_PARTY": "共同第三方: a third party has enough of both.",
        },
    ),
    Lang: ("Language of a text, 语言.", {"ZH": "中文: Chinese.", "EN": "英文: English."}),
    CutReason: (
        "Why holders or holdings behind a box of an equity chart are not drawn, 未绘出缘由.",
        {
            "DEPTH": "层级: they lie behind the last row that was asked for.",
            "NUMBER": "数量: greater stakes fill the number of boxes.",
            "NOMINEE": "名义持有人: a nominee holds for others and is not passed.",
            "INACTIVE": "主体失效: a dead company passes nothing on.",
            "HUB": "枢纽: too many relations to be followed.",
            "UNREAD": "未读取: they did not fit into what one question may read.",
        },
    ),
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
            "BY_NAME": "仅凭名称: known by name only; under that name there may be several, and nobody is joined for certain by it.",
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
