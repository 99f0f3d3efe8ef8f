"""Story S3: the pyramid. Who controls whom, and who heads the group."""

from making.bundle import Bundle
from making.desk import Desk

ENTERPRISES = {
    "S3-H": "沪滨恒川控股有限公司",
    "S3-T1": "沪滨泰一实业有限公司",
    "S3-X": "沪滨新澜科技有限公司",
    "S3-J": "沪滨嘉合合营有限公司",
    "S3-K": "沪滨凯源投资有限公司",
    "S3-Y": "沪滨源景文旅有限公司",
    "S3-U": "沪滨优望商贸有限公司",
}
PERSONS = {
    "S3-hanyi": "韩一",
    "S3-lisan": "李三",
    "S3-lisi": "李四",
    "S3-wangjiu": "王九",
    "S3-luer": "鲁二",
    "S3-zhouwu": "周五",
    "S3-qinliu": "秦六",
}
HOLDINGS = [
    ("S3-hanyi", "S3-H", "60"),
    ("S3-lisan", "S3-H", "40"),
    ("S3-H", "S3-T1", "51"),
    ("S3-lisi", "S3-T1", "49"),
    ("S3-T1", "S3-X", "30"),
    ("S3-H", "S3-X", "25"),
    ("S3-wangjiu", "S3-X", "45"),
    ("S3-H", "S3-J", "50"),
    ("S3-K", "S3-J", "50"),
    ("S3-luer", "S3-K", "100"),
    ("S3-J", "S3-Y", "80"),
    ("S3-zhouwu", "S3-Y", "20"),
    ("S3-H", "S3-U", ""),
    ("S3-qinliu", "S3-U", "40"),
]
"""Holder, held, share in percent; the share of H in U is not stated."""
SINCE = "2020-01-01"
"""The story gives no start: a day long before the one it asks about."""


def write(bundle: Bundle) -> None:
    """Write the facts of the story."""
    desk = Desk(bundle, block=4)
    for local, name in ENTERPRISES.items():
        desk.organisation(local, name)
    for local, name in PERSONS.items():
        desk.person(local, name)
    for holder, held, share in HOLDINGS:
        desk.holds(holder, held, share, SINCE)
