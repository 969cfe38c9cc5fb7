"""Chinese and Japanese: numbers with 万 and 亿, and the few words that an estimate needs, cut apart."""

import re
from collections.abc import Iterator

_SCALE = r"(?:万亿|千万|百万|十亿|[千万亿兆])"
# what is asked for, and what says nothing more here
_WORDS = (
    *("参数", "显存", "多少钱", "多少天", "多长时间", "多久", "成本", "费用", "小时", "训练", "预训练", "微调", "需要"),
    *(
        "多少",
        "时间",
        "一个",
        "模型",
        "单卡",
        "双卡",
        "两张",
        "张",
        "块",
        "卡",
        "的",
        "在",
        "用",
        "和",
        "天",
        "个",
        "周",
        "条",
        "样本",
        "数据",
        "全参数",
    ),
)
_PIECE = (
    rf"\d[\d.,_]*(?:e\d+)?(?:{_SCALE}|[a-z%]+)?|{'|'.join(sorted(_WORDS, key=len, reverse=True))}"
    r"|[^\u3040-\u30ff\u4e00-\u9fff\d]+(?:\d[^\u3040-\u30ff\u4e00-\u9fff]*)?|[\u3040-\u30ff\u4e00-\u9fff]"
)


def has_han(text: str) -> bool:
    """Whether a text has a character of Chinese or Japanese."""
    return any("\u3040" <= character <= "\u30ff" or "\u4e00" <= character <= "\u9fff" for character in text)


def cut_han(chunk: str, start: int) -> Iterator[tuple[str, int]]:
    """The pieces of a run without spaces, each with its place; characters that say nothing here stay together."""
    unknown, begun = "", start
    for match in re.finditer(_PIECE, chunk):
        piece, place = match[0], start + match.start()
        if len(piece) == 1 and has_han(piece) and piece not in _WORDS:
            begun = begun if unknown else place
            unknown += piece
            continue
        if unknown:
            yield unknown, begun
            unknown = ""
        if piece != "个" or not match.string[: match.start()][-1:].isdecimal():
            # `3个epoch` counts as `3 epoch` does
            yield piece, place
    if unknown:
        yield unknown, begun
