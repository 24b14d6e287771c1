from __future__ import annotations

import pytest

from photosearch.text.encodings import decoded, decoded_text, wide_text

# What people write on photos, in the encodings that programs of their countries write it in.
TABLE = {
    "latin-1": "Köln|Heinrichshütte|München im Frühling|Größe|Straße|Café|São Paulo|Málaga|El Niño|"
    "Crème brûlée|Besançon|Århus|Björn & Åse|Tromsø|Reykjavík|à la plage|Noël|Été 2010|España|Öl|"
    "¿Dónde está?|DÜSSELDORF|Curaçao|naïve|Señor Muñoz|coração|fête|© 2009 José García|1½ hours",
    "cp1252": "“Quoted” title|It’s summer|Anna’s birthday – part 2|5 € ticket|Grandma… asleep|"
    "™ Brand|Œuvre d’art|L’été à l’île|Château d’If – Müritz",
    "gb18030": "丽江|在京都的花园|春节|北京 2008|黄山日出|外婆家|我的猫|上海外滩夜景|生日聚会|"
    "海边|湖|雪|花|联通|张伟和李娜|颐和园|婚礼|西湖 断桥|一只黑色的猫在白色的键盘上打字",
    "big5": "台北|台北101|淡水夕陽|阿里山日出|媽媽的生日|墾丁海邊|香港維多利亞港|我們的貓|九份老街",
    "shift_jis": "京都|東京タワー|富士山|カメラ|桜の花|誕生日|北海道旅行|お母さんと猫|海|さくら|"
    "温泉にて|家族写真|ありがとう",
    "euc_kr": "서울|부산 해운대|제주도|생일|우리 가족|벚꽃 축제|경복궁|바다|고양이와 강아지",
    "cp1251": "Москва|Санкт-Петербург|Красная площадь|День рождения|Наша кошка|море|Київ|НОВЫЙ ГОД",
    "cp1250": "Łódź|Kraków|Gdańsk|Zażółć gęślą jaźń|Příbram|České Budějovice|Győr|Čakovec",
    "koi8_r": "Москва|Красная площадь|День рождения",
    "utf-8": "Köln|丽江|東京|서울|Москва|café|naïve 😀|Ελλάδα|שלום",
}
ROWS = [(encoding, text) for encoding, texts in TABLE.items() for text in texts.split("|")]


@pytest.mark.parametrize(("encoding", "text"), ROWS)
def test_the_encoding_is_the_one_in_which_the_text_is_plausible(encoding: str, text: str) -> None:
    assert decoded_text(text.encode(encoding)) == text


def test_texts_of_one_program_are_in_one_encoding() -> None:
    """Alone, the first word reads as well in another."""
    words = ["Žďár", "České Budějovice", "plain", "Příbram"]
    assert decoded([word.encode("cp1250") for word in words]) == words


def test_utf8_beside_another_encoding_stays_utf8() -> None:
    assert decoded(["丽江".encode(), "Köln".encode("latin-1")]) == ["丽江", "Köln"]


def test_bytes_that_are_no_text_at_all_do_no_harm() -> None:
    for number in range(256):
        assert isinstance(decoded_text(bytes([number]) * 3), str)


@pytest.mark.parametrize("text", ["garden kyoto", "湖边", "Köln", "お母さん", "Москва"])
@pytest.mark.parametrize("order", ["<", ">"])
def test_wide_text_is_read_in_the_order_that_it_is_in(text: str, order: str) -> None:
    little, big = text.encode("utf-16-le"), text.encode("utf-16-be")
    assert wide_text(little + b"\0\0rest", order) == text
    assert wide_text(big + b"\0\0rest", order) == text
    assert wide_text(b"\xff\xfe" + little, order) == text
    assert wide_text(text.encode(), order) == text
