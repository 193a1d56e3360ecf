from zoneinfo import ZoneInfo

import pytest
from babel.core import get_global

from analysis.sources.zones import find_zone


@pytest.mark.parametrize(
    ("country", "language", "zone"),
    [
        pytest.param("AT", "de", "Europe/Vienna", id="a code"),
        pytest.param("at", None, "Europe/Vienna", id="a code in small letters"),
        pytest.param("Austria", None, "Europe/Vienna", id="an English name"),
        pytest.param(" Österreich ", None, "Europe/Vienna", id="a German name"),
        pytest.param("CH", "fr", "Europe/Zurich", id="country counts before language"),
        pytest.param("UK", None, "Europe/London", id="UK is no code, but in use"),
        pytest.param("Großbritannien", None, "Europe/London", id="a name in use"),
        pytest.param("Turkey", None, "Europe/Istanbul", id="a former name"),
        pytest.param("US", "en", "America/New_York", id="where the media sit: US"),
        pytest.param("Canada", "en", "America/Toronto", id="where the media sit: CA"),
        pytest.param("Russland", "ru", "Europe/Moscow", id="where the media sit: RU"),
        pytest.param("Spanien", None, "Europe/Madrid", id="where the media sit: ES"),
        pytest.param(None, "de", "Europe/Berlin", id="a language"),
        pytest.param(None, "de-CH", "Europe/Zurich", id="a language's region"),
        pytest.param(None, "en_GB", "Europe/London", id="a region settles English"),
        pytest.param(None, "zh-Hans-CN", "Asia/Shanghai", id="behind the script"),
        pytest.param(None, "sr-Latn", "Europe/Belgrade", id="a script is no region"),
        pytest.param(None, "hr", "Europe/Zagreb", id="a smaller language"),
        pytest.param(None, "en", "UTC", id="English is open"),
        pytest.param(None, "ar", "UTC", id="Arabic is open"),
        pytest.param(None, "eo", "UTC", id="a language without a country"),
        pytest.param("Atlantis", "de", "Europe/Berlin", id="an unknown country"),
        pytest.param("Atlantis", "xx", "UTC", id="nothing known"),
        pytest.param(" ", "", "UTC", id="nothing said"),
        pytest.param(None, None, "UTC", id="nothing"),
    ],
)
def test_an_outlet_writes_its_times_where_it_sits(
    country: str | None, language: str | None, zone: str
) -> None:
    assert find_zone(country, language) == zone


def test_every_country_has_a_zone_that_can_be_loaded() -> None:
    countries = [code for code in get_global("territory_zones") if len(code) == 2]

    assert len(countries) > 200
    for country in countries:
        assert ZoneInfo(find_zone(country, None))
