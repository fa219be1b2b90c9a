"""The site's colours: shipped values are readable, and stand in the stylesheet."""

import re
from pathlib import Path

import pytest
from django.contrib.staticfiles import finders

from site_config.theme import SHIPPED, stylesheet, unreadable


@pytest.fixture(scope="module")
def site_css():
    return Path(finders.find("site_config/site.css")).read_text(encoding="utf-8")


def test_the_shipped_colours_can_be_read():
    assert unreadable({}) == []


@pytest.mark.parametrize("token", SHIPPED)
def test_the_stylesheet_has_the_colours_that_are_checked(site_css, token):
    light, dark = SHIPPED[token]
    assert f"--{token}: light-dark({light}, {dark});" in site_css


def test_the_surface_is_mixed_as_it_is_checked(site_css):
    assert "--surface: color-mix(in srgb, var(--paper), var(--ink) 4%);" in site_css


def test_the_layers_stand_in_the_agreed_order(site_css):
    order = "reset, tokens, base, layout, components, utilities, theme, print"
    assert re.search(r"@layer ([^;{]+);", site_css)[1] == order


def test_a_pale_link_colour_is_found_in_its_scheme():
    found = unreadable({"accent": ("#99ccbb", "")})
    assert [(finding.name, finding.scheme) for finding in found] == [("accent", "light")]
    assert found[0].ratio < 4.5
    assert unreadable({"accent": (found[0].suggestion, "")}) == []


def test_a_black_background_in_the_light_look_has_no_remedy():
    assert any(finding.suggestion is None for finding in unreadable({"paper": ("#000000", "")}))


def test_nothing_chosen_needs_no_stylesheet():
    assert stylesheet({"paper": ("", ""), "accent": ("", "")}, {}) == ""


def test_a_chosen_colour_keeps_the_shipped_one_in_the_other_scheme():
    css = stylesheet({"accent": ("#5a2d82", "")}, {"radius": "0"})
    assert "--accent: light-dark(#5a2d82, #7fd1bd);" in css
    assert "--on-accent: light-dark(#ffffff, #000000);" in css
    assert "--radius: 0;" in css
    assert css.startswith("@layer theme {")
