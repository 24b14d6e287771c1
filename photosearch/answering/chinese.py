"""How questions are asked in Chinese."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from functools import cache
from typing import Final, TypeAlias

from photosearch.answering.form import SHOWS, Form
from photosearch.answering.manners import plainly_chinese

_Reading: TypeAlias = Callable[[re.Match[str]], Form]

_PHOTO = "(?:照片|图片|相片|影像|(?<![截地插绘草蓝拼构企意])图(?![书案形钉章腾]))"
_MOST = "(?:最多|最常|最频繁|最经常)"
_LEAST = "(?:最少|最不常)"
_UNITS: Final = {
    "年": "year", "年份": "year", "月": "month", "月份": "month", "天": "day", "日": "day",
    "星期几": "weekday", "周几": "weekday", "礼拜几": "weekday",
    "相机": "camera", "手机": "camera", "设备": "camera", "镜头": "lens", "城市": "city",
    "地方": "place", "地点": "place", "国家": "country", "人": "person", "朋友": "person",
    "家人": "person", "文件夹": "folder", "相册": "folder", "季节": "month", "时段": "hour", "钟头": "hour", "小时": "hour", "星期": "weekday",
}  # fmt: skip
_UNIT = "年份|年|月份|月|天|日|时段|小时|相机|手机|设备|镜头|城市|地方|地点|国家|人|朋友|家人|文件夹|相册|季节"
_MEASURE = "(?:一)?(?:个|台|部|座|只|支|位|款|颗|些|本)?"
_WHICH = rf"(?:哪{_MEASURE}|什么|(?<!任)何)"
_WHEN = (
    "(?:什么时候|什么时间|啥时候|啥时|何时|几时|哪一?年的?(?:哪(?:个|一)?月)?|哪个?月份?|哪一?天"
    "|几月几号|几月几日|几月份?|几号|哪年哪月)"
)
_WHERE = "(?:哪\\Z|什么地方|哪里|哪儿|哪个地方|何处|何地|哪个位置|啥地方)"
_FIRST = "(?:第一次|最早(?:的)?(?:一次)?|首次|头一次)"
_LAST = "(?:最后一次|上一?次|最近(?:的)?一次|最新(?:的)?一次|上回)"
_UNKNOWABLE: Final = (
    (r"(?P<rest>.*?)(?:今年|现在|当时)?(?:多大|几岁|多少岁|什么年纪|多大年纪|多大年龄)了?", "age"),
    (r"(?P<rest>.*?)(?:有)?多(?:高|重|长|宽|远|深)", "size"),
    (r"(?:为什么|为何|怎么会|为啥)(?P<rest>.*)", "reason"),
    (r"(?P<rest>.*?)(?:为什么|为何|为啥).*", "reason"),
    (r"(?P<rest>.*?)(?:花了|值)多少钱", "price"),
    (r"(?P<rest>.*?)是(?:什么|哪个)(?:种族|民族|国籍|宗教)(?:的)?(?:人)?", "judgement"),
    (
        r"(?P<rest>.*?)(?:看起来|看上去|看着|长得|很|算|真|挺|够|是不是|不)*(?:有钱|没钱|健康|聪明|漂亮|美|帅|好看|丑|胖|瘦|笨|怀孕了?|生病了?|结婚了|单身)(?:吗|么|不|没有?)",
        "judgement",
    ),
    (
        r"(?P<rest>.*?)(?:是不是|有没有)(?:很|真的)?(?:有钱|健康|聪明|漂亮|帅|好看|丑|胖|瘦|怀孕|生病|结婚|单身)了?",
        "judgement",
    ),
    (r"(?P<rest>).*多.*还是.*", "compare"),
    (
        r"(?P<rest>.*?)(?:从来没|从没|还没|没有|没)(?:有)?(?:去过|到过|拍过|见过|吃过|来过)(?:哪|什么).*",
        "never",
    ),
    (r"(?P<rest>.*?)(?:什么时候|何时|哪天)(?:会|将|将要|能)(?P<tail>.*)", "future"),
)
# What may be asked of a text, and the piece of it that is meant.
_PIECES: Final = {
    "号码": "number", "编号": "number", "数字": "number", "单号": "number", "订单号": "number", "票号": "number", "序列号": "number",
    "电话": "phone", "电话号码": "phone", "手机号": "phone", "手机号码": "phone", "联系电话": "phone", "地址": "address", "住址": "address",
    "总价": "total", "总额": "total", "金额": "total", "总金额": "total", "合计": "total", "总数": "total", "价格": "price", "价钱": "price",
    "单价": "price", "售价": "price", "密码": "password", "wifi密码": "password", "无线密码": "password", "车牌": "plate", "车牌号": "plate", "车牌号码": "plate",
    "名字": "name", "姓名": "name", "日期": "date", "有效期": "date", "保质期": "date", "时间": "time", "营业时间": "time", "开放时间": "time",
    "航班": "flight", "车次": "flight", "航班号": "flight", "房间号": "room", "房号": "room", "座位": "seat", "座位号": "seat", "登机口": "gate", "站台": "platform",
    "标题": "title", "题目": "title", "邮箱": "email", "邮箱地址": "email", "电子邮件": "email", "邮件地址": "email", "网址": "url", "网站": "url",
    "验证码": "code", "代码": "code", "比分": "score", "内容": "text", "文字": "text", "字": "text",
}  # fmt: skip
_PIECE = "|".join(sorted((name for name in _PIECES if name != "字"), key=len, reverse=True))
_WRITTEN_ON = "(?:牌子|路牌|招牌|白板|黑板|菜单|便条|纸条|标签|海报|横幅|收据|小票|发票|票|车票|机票|门票|登机牌|名片|信|信封|屏幕|书|公告|通知|T恤|衣服)"


# What is told, not asked, unless a question mark says so: 几个人 are some people, 什么都 is all.
_TELLS: Final = re.compile(
    r"\A几(?!点|月|号|年|次|时)|几(?:个|只|条|辆|本|名|位|头|匹|棵|朵|座|件|台|艘|架)(?!.*(?:照片|图片|相片))[^有]*?[在正着][\u4e00-\u9fff]"
    r"|(?:什么|谁|哪里|哪儿|怎么|啥)都(?!有|是|在|去)|不管|不论|无论"
    r"|\A(?:一|两|三|四|五)(?:个|只|名|位|条|群|对|辆|匹|些)(?!.*(?:照片|图片|相片))[\u4e00-\u9fff]{7,}"
)


def read(text: str, *, asks: bool) -> Form | None:
    """Return the form of a question, or None for what is a search; ``asks``: it ends in "?"."""
    plain = plainly_chinese(text, asks=asks)
    if not asks and _TELLS.search(plain):
        return None
    for pattern, reading in _forms():
        match = pattern.fullmatch(plain)
        if match is not None:
            return reading(match)
    return Form("photos", plain) if asks else None


def subject(rest: str) -> str:
    """Return what the photos show: the rest without pronouns, small words and 照片."""
    pieces = []
    rest = re.sub(
        r"([结离下毕滑爬见搬游骑过吃])的(婚|雪|雨|业|山|面|家|泳|马|车|生日|年|饭)", r"\1\2", rest
    )
    rest = re.sub(r"(春天|夏天|秋天|冬天|早上|晚上|夜里|周末|白天)在", r"\1 ", rest)
    for piece in re.sub(r"[,、。:;]", " ", rest).split():
        before = ""
        while piece != before:
            before = piece
            piece = _LEADING.sub("", piece)
            piece = _TRAILING.sub("", piece)
        if piece and piece not in ("干", "做", "忙", "干嘛"):
            pieces.append(
                re.sub(rf"(?:的)?{_PHOTO}(?:里面|里|中|上面|上)?(?:的)?", " ", piece).strip()
            )
    return " ".join(" ".join(piece for piece in pieces if piece).split())


_LEADING = re.compile(
    r"\A(?:[这那](?:个|件|副|块|双|束|盘|碗|座|只|条|张|辆|栋|家|次|位|本|台|把|些|里)|我们|咱们|我的|我家的?|我|你们|你|他们|她们|咱|这张|那张|这些|那些|这个|那个|这次|那次|一张|一些|几张|张|这|那"
    r"|除了?|之间|期间|那天|那年|当天|事|照片|图片|相片|所有的?|全部的?|一共|总共|都有|都是|都|曾经|曾|有过|有没有|有|是|在|从|到过|到|去过|去|来过|来"
    r"|和|跟|与|同|被|把|给|见过|见到|看见|看到|看过|看|拍过|拍到|拍摄|拍照|照相|拍了|拍的|拍|照的|吃过|吃了|吃|喝过|喝了|喝"
    r"|用过|用|使用|关于|包含|含有|里面|里|上面|中|的|了|过|着|次|上次|第一次|时候|时|多少|最近|出现|对|还|又|再|各|于|得|待|住|玩|买的|买了|买|一起)"
)
_TRAILING = re.compile(
    r"(?:之间|期间|那天|那年|当天|(?:的|这件|那件)事|除了?|(?<!小)的?时候|的时|里面|上面|里|中|(?<![早晚])上|的|了|过|着|吗|呢|吧|是|在|有|都有|一共|总共|共有|共|拍|拍摄|拍的|照的|去|来|去的|到"
    r"|照片|图片|相片|相|出现|和|跟|我|我们|次|张|这张|那张|哪|那时|拍照|照相|时|用|吃|用的|一起|什么|是不是|我有|得|待|住|玩|他|她|它)\Z"
)


def _form(wanted: str, **fields: str) -> _Reading:
    def reading(match: re.Match[str]) -> Form:
        named = match.groupdict()
        parts = (named.get(name) for name in ("rest", "mid", "tail"))
        return Form(wanted, " ".join(part for part in parts if part), **fields)

    return reading


def _when(match: re.Match[str]) -> Form:
    rest = " ".join(part for part in (match["rest"], match.groupdict().get("tail")) if part)
    pick = ""
    for name, words in (
        ("first", _FIRST),
        ("last", _LAST),
        ("first", "(?:刚)?开始(?=用|使用|学|拍)"),
    ):
        if not pick and re.search(words, rest):
            pick, rest = name, re.sub(words, " ", rest, count=1)
    return Form("when", rest, pick=pick)


def _since(match: re.Match[str]) -> Form:
    form = _when(match)
    return replace(form, pick=form.pick or "last", of="ago")


def _at_time(match: re.Match[str]) -> Form:
    return replace(_when(match), of="time")


def _piece(match: re.Match[str]) -> Form:
    """Return which piece of a text is asked for; without a thing it stands on, it is looked for."""
    word = match["piece"]
    rest = match["rest"]
    if not rest or not (match["at"] or match.start("piece") > match.end("rest")):
        rest += word
    return Form("says", rest, of=_PIECES[word.lower()])


def _picked(pick: str) -> _Reading:
    return lambda match: Form(
        "photos", f"{match['rest']} {match['tail']} {match['noun']}", pick=pick
    )


def _where(match: re.Match[str]) -> Form:
    form = _when(match)
    return Form("where", form.rest, pick=form.pick)


def _where_picked(match: re.Match[str]) -> Form:
    pick = "first" if match["pick"] in ("第一", "最先", "首") else "last"
    return Form("where", f"{match['rest']} {match['mid']}", pick=pick, of=_UNITS[match["unit"]])


def _each(match: re.Match[str]) -> Form:
    rest = f"{match['rest']} {match['tail']}"
    return Form("how many", rest, of=_UNITS[match["unit"]], order="each")


def _enumerated(match: re.Match[str]) -> Form:
    of = _UNITS[match["unit"]]
    return Form("which", match["rest"], of=of) if of in _TEMPORAL else _listed(match)


_TEMPORAL: Final = frozenset({"year", "month", "day", "weekday", "hour"})


def _which(order: str) -> _Reading:
    def reading(match: re.Match[str]) -> Form:
        named = match.groupdict()
        rest = " ".join(named[name] for name in ("rest", "mid", "tail") if named.get(name))
        return Form("which", rest, of=_UNITS[match["unit"]], order=order)

    return reading


def _listed(match: re.Match[str]) -> Form:
    of = _UNITS[match["unit"]]
    named = match.groupdict()
    rest = " ".join(named[name] for name in ("rest", "tail") if named.get(name))
    if of in ("year", "month", "day"):
        return _when(match)
    if of in ("place", "city", "country"):
        return Form("where", rest, of=of)
    return Form("who", rest) if of == "person" else Form("which", rest, of=of)


def _counted(match: re.Match[str]) -> Form:
    rest = re.sub(r"[了过有的]+\Z", "", match["rest"]) + (match["tail"] or "")
    word = match["unit"]
    return Form(
        "how many", rest, of="day" if word in ("次", "趟", "回", "晚", "夜") else _UNITS[word]
    )


# The first that fits a question says what is wanted.
_FORMS: Final[tuple[tuple[str, _Reading], ...]] = (
    *((pattern, _form("unknowable", unknown=unknown)) for pattern, unknown in _UNKNOWABLE),
    # How long, where it is no size, and how long ago.
    (
        r"(?P<rest>.*?)(?:待|呆|住|玩|停留|逗留|旅行|旅游|出差)了?(?:多久|多长时间)(?P<tail>.*)",
        _form("how many", of="day"),
    ),
    (
        r"(?P<rest>.*?)(?:多久|多长时间)(?P<mid>.*?)一[次回趟](?P<tail>.*)",
        _form("how many", of="day"),
    ),
    (
        r"(?P<rest>.*?)(?:是|在|过去)*(?:多久|多长时间|几年|几个月|几天|多少年|多少天)(?:以前|之前|前)(?P<tail>.*)",
        _since,
    ),
    # Which has the most.
    (
        rf"(?P<rest>.*?)(?:几点|什么时段|哪个时段|一天中什么时候|一天里什么时候)(?P<tail>.*?)的?{_PHOTO}?{_MOST}.*",
        _form("which", of="hour", order="most"),
    ),
    (
        rf"(?P<rest>.*?)(?:什么时候|啥时候|哪段时间|何时|几月份?|哪几个月)(?P<tail>.*?)的?(?:照相|拍照)?{_PHOTO}?{_MOST}.*",
        _form("which", of="month", order="most"),
    ),
    (
        rf"(?P<rest>.*?)(?:什么时候|啥时候|哪段时间|何时|几月份?|哪几个月)(?P<tail>.*?)的?(?:照相|拍照)?{_PHOTO}?{_LEAST}.*",
        _form("which", of="month", order="least"),
    ),
    (
        rf"(?P<rest>.*?)(?:星期几|周几|礼拜几)(?P<tail>.*?)的?{_PHOTO}?{_MOST}.*",
        _form("which", of="weekday", order="most"),
    ),
    (
        rf"(?P<rest>.*?)(?:在|用|是)?{_WHICH}(?P<unit>{_UNIT})(?P<mid>.*?){_MOST}(?P<tail>.*)",
        _which("most"),
    ),
    (
        rf"(?P<rest>.*?)(?:在|用|是)?{_WHICH}(?P<unit>{_UNIT})(?P<mid>.*?){_LEAST}(?P<tail>.*)",
        _which("least"),
    ),
    (
        rf"(?P<rest>.*?){_MOST}(?:用|去|拍|使用|出现)?(?P<mid>.*?)的?是?(?:{_WHICH})(?P<unit>{_UNIT})(?P<tail>.*)",
        _which("most"),
    ),
    (
        rf"(?P<rest>.*?){_LEAST}(?:用|去|拍|使用|出现)?(?P<mid>.*?)的?是?(?:{_WHICH})(?P<unit>{_UNIT})(?P<tail>.*)",
        _which("least"),
    ),
    (
        rf"(?P<rest>.*?)(?:最常用|用得最多|用的最多|最爱用|最喜欢用|最常去|去得最多|拍得最多|最常拍)的?(?P<unit>{_UNIT})(?:是什么|是哪{_MEASURE}|是谁|是哪里|在哪里?)?(?P<tail>)",
        _which("most"),
    ),
    (
        rf"(?P<rest>.*?)(?:{_WHERE})(?P<tail>.*?)的?{_PHOTO}?{_MOST}.*",
        _form("which", of="place", order="most"),
    ),
    (
        rf"(?P<rest>.*?)谁(?P<tail>.*?)的?{_PHOTO}?{_MOST}.*",
        _form("which", of="person", order="most"),
    ),
    (
        rf"(?P<rest>.*?)谁(?P<tail>.*?)的?{_PHOTO}?{_LEAST}.*",
        _form("which", of="person", order="least"),
    ),
    (
        rf"(?P<rest>.*?)(?:出现|拍得|拍的){_MOST}的?(?:人)?是谁",
        _form("which", of="person", order="most"),
    ),
    # A piece of what is written.
    (
        rf"(?P<rest>.*?)(?P<at>上面?的?|里面?的?|中的?)?的?(?P<piece>{_PIECE})(?:都)?(?:是|为|有)?(?:什么|多少|啥|几号|几|哪天|哪个|哪一天|怎么写)(?:字|内容)?",
        _piece,
    ),
    (r"(?P<rest>.*?)(?P<at>的)?(?P<piece>名字|姓名)叫(?:什么|啥)", _piece),
    (r"(?P<rest>.*?)(?P<at>叫)(?:什么|啥)(?P<piece>名字)", _piece),
    (
        rf"(?P<rest>.*{_WRITTEN_ON}.*?)(?:上面?|里面?)?(?:是|写着)?几点(?P<tail>.*)",
        lambda m: Form("says", m["rest"], of="time"),
    ),
    (r"(?P<rest>.*?)(?P<at>)(?P<piece>wifi密码|WIFI密码|WiFi密码|无线密码)", _piece),
    (
        rf"(?P<rest>(?:.*的)?{_WRITTEN_ON})(?:上面?|里面?)(?:都)?(?:有|是)?(?:什么|啥|哪些)(?:字|文字|内容|东西)?",
        _form("says", of="text"),
    ),
    # How many of each.
    (
        rf"(?P<rest>.*?)每(?:一)?(?:个|台|部)?(?P<unit>年|月|天|日|星期|小时|城市|国家|地方|相机|镜头|手机|人|文件夹|相册)(?P<tail>.*?)(?:有|拍了|各)*(?:多少|几)(?:张|个|幅)?{_PHOTO}?",
        _each,
    ),
    # When, where it sounds like a number.
    (r"(?P<rest>.*?)(?:是|在|于)*几点(?:钟|多)?(?P<tail>.*)", _at_time),
    (r"(?P<rest>.*?)(?:是|在|于)*(?:几月几(?:号|日)|几号|几月份?)(?P<tail>.*)", _when),
    # Says.
    (
        r"(?P<rest>.*?)(?:上面?|里面?|中)?(?:写着?了?的?|印着?了?的?|标着?)(?:是|有|些)*(?:什么|啥|哪些)(?:字|内容|文字|话)?",
        _form("says", of="text"),
    ),
    (
        r"(?P<rest>.*?)(?:上面?|里面?|中)?(?:的)?(?:是|有)?(?:什么|哪些)(?P<piece>字|文字|号码|数字|内容)",
        lambda m: Form("says", m["rest"], of=_PIECES[m["piece"]]),
    ),
    (
        rf"(?P<rest>.*{_WRITTEN_ON}.*?)(?:上面?|里面?|中)?(?:写着?的?)?(?:一共|总共)?(?:是)?多少钱",
        _form("says", of="total"),
    ),
    (
        r"(?P<rest>.*?)(?:一共|总共)?(?:是|要|卖)?多少钱(?:买的)?",
        _form("unknowable", unknown="price"),
    ),
    (
        r"(?:读|念)(?:一下|出)?(?P<rest>.*?)(?:上面?|里面?)?的?(?:字|文字|内容)?",
        _form("says", of="text"),
    ),
    (
        r"(?P<rest>.*?)(?:最常|最多|最经常)出现的?(?:人|朋友|家人)?(?:是谁|是哪个)?(?P<tail>)",
        _form("which", of="person", order="most"),
    ),
    (r"(?:给我|帮我)?(?:找|看|来|要|发|看看|找找)几张(?P<rest>.*?)", _form("photos")),
    # How many.
    (
        rf"(?P<rest>.*?)(?:多少|(?<![十好没数的])几)(?:个|台|部|座|支|位)?(?P<unit>次|趟|回|晚|夜|{_UNIT})(?P<tail>.*)",
        _counted,
    ),
    (
        rf"(?P<rest>.*?)(?:有|拍了|一共|总共|共)*(?:多少|(?<![十好没数的])几)(?:张|幅|个)(?P<tail>(?:.*?的)?{_PHOTO}.*)",
        _form("how many"),
    ),
    (
        r"(?P<rest>.*?)(?:有|拍了|一共|总共|共)*(?:多少|(?<![十好没数的])几)(?:张|幅|个|只|条|辆|朵|座|位|本)(?P<tail>.*)",
        _form("how many"),
    ),
    (rf"(?P<rest>.*?){_PHOTO}(?:的)?(?:数量|总数|张数)(?:是)?(?:多少)?", _form("how many")),
    (r"(?P<rest>.*?)(?:有)?多少(?P<tail>.*)", _form("how many")),
    # When.
    (
        r"(?P<rest>.*?)(?:有)?(?:多久|多长时间)(?:没|没有)(?P<tail>.*)",
        lambda m: Form("when", f"{m['rest']} {m['tail']}", pick="last"),
    ),
    (r"(?:距离|离|距)(?P<rest>.*?)(?:有|过去|过了|已经)*(?:多久|多长时间)了?", _since),
    (rf"(?:是)?(?:在)?{_WHEN}(?P<rest>.*)", _when),
    (rf"(?P<rest>.*?)(?:是|在|于)*{_WHEN}(?P<tail>.*)", _when),
    (r"(?P<rest>.*?)的?(?:拍摄)?(?:日期|时间)是(?:什么|多少|哪天)?", _when),
    # Lists.
    (
        r"(?:请)?(?:列出|列举|列一下|列一列|说说|数数|给我看看?|告诉我)(?P<rest>.*?)(?:所有|全部|全|都|每个)?的?(?P<unit>年份|月份|城市|国家|地方|地点|人|朋友|家人|相机|手机|镜头|文件夹|相册)(?P<tail>)",
        _enumerated,
    ),
    # Where.
    (
        rf"(?P<rest>.*?)(?:是|在|去|到|于|从)*(?:哪{_MEASURE}|什么)(?P<unit>城市|国家|地方|地点)(?P<tail>.*)",
        _listed,
    ),
    (
        r"(?P<rest>.*?)(?P<pick>第一|最先|首|最后|最近)(?:一)?个?(?P<mid>(?:去|到|拍).*?)的?(?P<unit>城市|国家|地方)(?:是)?(?:在)?(?:哪个|哪里|哪儿|什么|哪)",
        _where_picked,
    ),
    (
        r"(?P<rest>.*?)(?P<pick>第一|最先|首|最后|最近)(?:一)?个(?P<mid>)(?P<unit>城市|国家|地方)(?:是)?(?:在)?(?:哪个|哪里|哪儿|什么|哪)",
        _where_picked,
    ),
    (rf"(?:在)?{_WHERE}(?P<rest>.*)", _where),
    (rf"(?P<rest>.*?)(?:是|在|去|到|于|从)*(?:了|过)?{_WHERE}(?P<tail>.*)", _where),
    # Who.
    (
        r"(?P<rest>.*?)(?:都)?(?:有|是|和|跟|与)*(?:谁|哪些人|什么人|哪几个人|哪个人)(?P<tail>.*)",
        _form("who"),
    ),
    # Which camera.
    (rf"(?P<rest>.*?)(?:是|在|用|使用)*{_WHICH}(?P<unit>{_UNIT})(?P<tail>.*)", _listed),
    (
        r"(?P<rest>.*?)最近(?P<tail>.*?)(?:拍|照)了?(?:些|点)?(?:什么|啥|哪些).*",
        lambda m: Form("photos", f"{m['rest']} {m['tail']}", pick="last"),
    ),
    # First and last.
    (
        rf"(?:给我看|看看|显示|找出|找|打开)?(?:我的?)?(?P<rest>.*?)的?(?:最早|第一|最旧|最老|头一)的?(?:一)?(?:张)?(?:的)?(?P<tail>.*?)的?(?P<noun>{_PHOTO}|视频|录像)(?:是(?:哪一?[张个段]|什么))?",
        _picked("first"),
    ),
    (
        rf"(?:给我看|看看|显示|找出|找|打开)?(?:我的?)?(?P<rest>.*?)的?(?:最新|最近|最后)的?(?:一)?(?:张)?(?:的)?(?P<tail>.*?)的?(?P<noun>{_PHOTO}|视频|录像)(?:是(?:哪一?[张个段]|什么))?",
        _picked("last"),
    ),
    # Is there.
    (
        rf"(?P<rest>.*?)(?:有没有|有无|是否有|是不是有|是否|是不是)(?P<tail>.*?)(?:的?{_PHOTO})?",
        _form("exists"),
    ),
    (r"(?P<rest>.*?)(?:没有|没)?(?:吗|(?<!什)么|没有|没)", _form("exists")),
    # Photos.
    (
        r"(?:请)?(?:给我看看?|让我看看?|看看|看一下|显示|找出|找一下|找找|找|列出|展示|打开|搜索|搜|查|我?想看看?|我?要看|我?想找|来几张|来张)(?:一下)?(?:所有|全部|我的?)?(?P<rest>.*?)",
        _form("photos"),
    ),
    (r"(?P<rest>.*?)(?:有)?(?:哪些|哪几张|哪张|什么样的)(?P<tail>.*)", _form("photos")),
    (r"(?P<rest>.*?)(?:什么|怎么|怎样|如何)(?P<tail>.*)", _form("photos", of=SHOWS)),
)


@cache
def _forms() -> tuple[tuple[re.Pattern[str], _Reading], ...]:
    return tuple((re.compile(pattern), reading) for pattern, reading in _FORMS)
