"""Made codes, names and days: no real person or firm."""

import random
from datetime import date, timedelta
from operator import mul
from typing import Final

_ALPHABET: Final = "0123456789ABCDEFGHJKLMNPQRTUWXY"
_WEIGHTS: Final = (1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28)
_ORGANISATION_WEIGHTS: Final = (3, 7, 9, 10, 5, 8, 4, 2)
_IDENTITY_WEIGHTS: Final = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_FIRST_BIRTH: Final = date(1950, 1, 1)
_REGION: Final = "91310115"
_FOUR: Final = 10_000

_SURNAMES: Final = "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林高罗郑梁谢宋唐许韩冯邓曹彭曾肖田董潘袁蔡蒋余于杜叶程魏苏吕丁任卢姚沈钟姜崔谭陆范汪廖石金韦贾夏付方邹熊白孟秦邱侯江尹薛闫雷龙黎史陶贺毛郝顾龚邵万覃武钱戴严莫孔向常"
_GIVEN: Final = "伟芳娜敏静丽强磊军洋勇艳杰娟涛明超霞平刚英华玉萍红鹏文辉建国志宇海波浩然子轩雨欣佳琪思远嘉怡俊博晨曦梓涵诗若云天成立新春秋兰梅竹松柏青山川江河湖星月光亮德才福贵祥瑞康宁和顺"
_FANCY: Final = "沪滨申浦虹闵嘉宝奉松金静徐普黄杨崇临港鑫盛昌隆恒泰永安信诚达通利源丰茂华美康健博雅智创新锐捷迅腾飞翔宇宏伟业佳禾瑞祥和兴旺顺景明德厚润泽清蓝绿洲海川岳峰林森木石磊"
_TRADES: Final = (
    "贸易",
    "科技",
    "建筑工程",
    "食品",
    "医药",
    "物流",
    "环保设备",
    "信息技术",
    "投资管理",
    "餐饮管理",
    "机械制造",
    "旅行社",
)


def _sums(weights: tuple[int, ...]) -> list[int]:
    """Return the weighted sum of the digits of every number of four digits."""
    return [sum(int(d) * w for d, w in zip(f"{i:04d}", weights, strict=True)) for i in range(_FOUR)]


_HIGH, _LOW = _sums(_WEIGHTS[8:12]), _sums(_WEIGHTS[12:16])
_ORGANISATION_HIGH, _ORGANISATION_LOW = _sums(_ORGANISATION_WEIGHTS[:4]), _sums(_ORGANISATION_WEIGHTS[4:])
_REGION_SUM: Final = sum(int(d) * w for d, w in zip(_REGION, _WEIGHTS, strict=False))


def credit_code(number: int) -> str:
    """Return a unified social credit code with both check characters right (GB 32100, GB 11714), by tables."""
    high, low = divmod(number, _FOUR)
    organisation = (11 - (_ORGANISATION_HIGH[high] + _ORGANISATION_LOW[low]) % 11) % 11
    check = "0123456789X"[organisation]
    total = _REGION_SUM + _HIGH[high] + _LOW[low] + _ALPHABET.index(check) * _WEIGHTS[16]
    return f"{_REGION}{number:08d}{check}{_ALPHABET[-total % 31]}"


def identity_number(number: int) -> str:
    """Return a resident identity number with a right check digit (GB 11643): a day of birth and a serial number."""
    day, serial = divmod(number, 999)
    born = (_FIRST_BIRTH + timedelta(days=day * 7 % 18_000)).strftime("%Y%m%d")
    body = f"310115{born}{serial + 1:03d}"
    total = sum(map(mul, map(int, body), _IDENTITY_WEIGHTS))
    return body + "10X98765432"[total % 11]


def person_name(chance: random.Random) -> str:
    """Return a name of two characters (three of ten) or three."""
    draw = chance.random()
    surname = _SURNAMES[int(draw * 10_000) % len(_SURNAMES)]
    given = _GIVEN[int(draw * 1_000_000) % len(_GIVEN)]
    if draw < 0.3:
        return surname + given
    return surname + given + _GIVEN[int(chance.random() * len(_GIVEN))]


def firm_name(chance: random.Random) -> str:
    """Return a firm's name; some stand twice."""
    draw = int(chance.random() * 1_000_000_000)
    draw, first = divmod(draw, len(_FANCY))
    draw, second = divmod(draw, len(_FANCY))
    trade = _TRADES[draw % len(_TRADES)]
    third = _FANCY[int(chance.random() * len(_FANCY))]
    return f"上海{_FANCY[first]}{_FANCY[second]}{third}{trade}有限公司"


_FIRST_DAY: Final = date(1995, 1, 1)
DAYS: Final = [(_FIRST_DAY + timedelta(days=i)).isoformat() for i in range(30 * 365)]
"""Days from 1995 on, as text."""
