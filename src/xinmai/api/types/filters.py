"""What lists may be narrowed by, 筛选: nested operators; all that is stated must hold."""

import strawberry

from xinmai.api.describe import input_type, option
from xinmai.api.scalars import DecimalText
from xinmai.model.dates import PartialDate
from xinmai.model.vocabulary import (
    Answer,
    Certainty,
    Direction,
    EventKind,
    PartyKind,
    RecordKind,
    RelationKind,
    SanctionKind,
)

_ONE = "Is this."
_SEVERAL = "Is one of these, 1 to 1,000."
_STATED = "true: something is stated; false: nothing is."


@input_type
class IdFilter:
    """Condition on a public id, 标识条件."""

    eq: strawberry.ID | None = option(_ONE)
    in_: list[strawberry.ID] | None = option(_SEVERAL, name="in")


@input_type
class WordFilter:
    """Condition on a code or a word, 代码条件; compared character by character."""

    eq: str | None = option(_ONE)
    in_: list[str] | None = option(_SEVERAL, name="in")
    stated: bool | None = option(_STATED)


@input_type
class CodeFilter:
    """Condition on an identifier as `scheme:value`, 标识符条件."""

    eq: str | None = option(_ONE)
    in_: list[str] | None = option(_SEVERAL, name="in")


@input_type
class StateFilter:
    """Condition on the state of a record on the view's day, 状态条件."""

    eq: str | None = option(_ONE)
    in_: list[str] | None = option(_SEVERAL, name="in")


@input_type
class PartyKindFilter:
    """Condition on what a party is, 主体类型条件."""

    eq: PartyKind | None = option(_ONE)
    in_: list[PartyKind] | None = option(_SEVERAL, name="in")


@input_type
class RelationKindFilter:
    """Condition on what a relation is, 关系类型条件."""

    eq: RelationKind | None = option(_ONE)
    in_: list[RelationKind] | None = option(_SEVERAL, name="in")


@input_type
class RecordKindFilter:
    """Condition on what a record is, 记录类型条件."""

    eq: RecordKind | None = option(_ONE)
    in_: list[RecordKind] | None = option(_SEVERAL, name="in")


@input_type
class SanctionKindFilter:
    """Condition on what is imposed, 处罚种类条件."""

    eq: SanctionKind | None = option(_ONE)
    in_: list[SanctionKind] | None = option(_SEVERAL, name="in")


@input_type
class EventKindFilter:
    """Condition on what happened, 事件条件."""

    eq: EventKind | None = option(_ONE)
    in_: list[EventKind] | None = option(_SEVERAL, name="in")


@input_type
class CertaintyFilter:
    """Condition on how sure an identity is, 身份确定性条件."""

    eq: Certainty | None = option(_ONE)
    in_: list[Certainty] | None = option(_SEVERAL, name="in")


@input_type
class AnswerFilter:
    """Condition on a three-valued statement, 三值条件; what is not stated is UNKNOWN."""

    eq: Answer | None = option(_ONE)
    in_: list[Answer] | None = option(_SEVERAL, name="in")


@input_type
class SideFilter:
    """Condition on the end at which the party stands, 方向条件."""

    eq: Direction | None = option("OUT or IN; a relation of a party to itself stands at both.")


@input_type
class TextFilter:
    """Condition on a text, 文本条件; compared character by character."""

    eq: str | None = option(_ONE)
    in_: list[str] | None = option(_SEVERAL, name="in")
    contains: str | None = option("Contains this.")
    starts_with: str | None = option("Begins with this.")
    ends_with: str | None = option("Ends with this.")
    stated: bool | None = option(_STATED)


@input_type
class NameFilter:
    """Condition on a name, 名称条件; compared without width, brackets, spaces and case."""

    eq: str | None = option(_ONE)
    in_: list[str] | None = option(_SEVERAL, name="in")
    contains: str | None = option("Contains this.")
    starts_with: str | None = option("Begins with this.")
    ends_with: str | None = option("Ends with this.")


@input_type
class DateFilter:
    """Condition on a date, 日期条件; one with less precision than a day fulfils it if every day that it may mean does."""

    eq: PartialDate | None = option("Lies in this year, month or day.")
    lt: PartialDate | None = option("Lies before it.")
    lte: PartialDate | None = option("Lies before its end.")
    gt: PartialDate | None = option("Lies behind it.")
    gte: PartialDate | None = option("Does not lie before it.")
    stated: bool | None = option(_STATED)


@input_type
class ShareFilter:
    """Condition on a share in percent, 比例条件; one that is only known as a range fulfils it if all of the range does."""

    eq: DecimalText | None = option("Is exactly this.")
    lt: DecimalText | None = option("Is less.")
    lte: DecimalText | None = option("Is not more.")
    gt: DecimalText | None = option("Is more.")
    gte: DecimalText | None = option("Is not less.")
    stated: bool | None = option(_STATED)


@input_type
class AmountFilter:
    """Condition on an amount in the currency that is stated, 金额条件."""

    eq: DecimalText | None = option("Is exactly this.")
    lt: DecimalText | None = option("Is less.")
    lte: DecimalText | None = option("Is not more.")
    gt: DecimalText | None = option("Is more.")
    gte: DecimalText | None = option("Is not less.")
    stated: bool | None = option(_STATED)


@input_type
class FlagFilter:
    """Condition on a yes or no, 是非条件."""

    eq: bool | None = option(_ONE)
