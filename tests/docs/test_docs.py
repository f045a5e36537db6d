"""The docs say what the code does: the reference is up to date, every verb and setting is told, every link leads somewhere."""

import re
import shlex
from pathlib import Path

import click
import pytest

from scripts import reference
from whosays.cli.main import VERBS, command_tree

ROOT = Path(__file__).parents[2]
PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))]


def test_the_reference_is_up_to_date():
    wanted = reference.pages()
    there = {path.name: path.read_text("utf-8") for path in reference.FOLDER.glob("*.md")}
    assert set(there) == set(wanted)
    for name, text in wanted.items():
        assert there[name] == text, f"{name} is stale: run python scripts/reference.py"


@pytest.mark.parametrize("verb", VERBS)
def test_every_verb_is_told_in_the_how_to(verb):
    assert f"whosays {verb}" in (ROOT / "docs" / "how-to.md").read_text("utf-8")


@pytest.mark.parametrize("page", PAGES, ids=[page.name for page in PAGES])
def test_links_lead_somewhere(page):
    for target in re.findall(r"\]\(([^)#]+)(?:#[^)]*)?\)", page.read_text("utf-8")):
        if "://" not in target:
            assert (page.parent / target).exists(), f"{page.name}: {target}"


def commands():
    """Every `whosays ...` of the docs' code, with its page."""
    for page in PAGES:
        text = page.read_text("utf-8")
        blocks = re.findall(r"```(?:sh)?\n(.*?)```", text, re.DOTALL)
        found = [line for block in blocks for line in block.splitlines()] + re.findall(r"`(whosays [^`]+)`", text)
        for line in found:
            cut = line.split("#")[0].split("|")[0].split(">")[0].strip().removeprefix("$ ")
            if cut.startswith("whosays ") and "..." not in cut:
                yield pytest.param(cut, id=f"{page.name}: {cut}")


@pytest.mark.parametrize("line", list(commands()))
def test_commands_in_the_docs_parse(line):
    words = shlex.split(line)[1:]
    command = reference.whosays
    tree = command_tree()
    context = click.Context(command)
    if words[0].startswith("-"):
        return
    assert words[0] in tree, line
    command = tree.get(words[0])
    words = words[1:]
    if isinstance(command, click.Group) and words:
        assert words[0] in command.commands, line
        command, words = command.commands[words[0]], words[1:]
    known = {option for param in command.params for option in param.opts} | {"--help"}
    for word in words:
        if word.startswith("--"):
            assert word.split("=")[0] in known, f"{line}: {word}"
    context.close()


def test_the_notice_names_every_dependency_and_model():
    import tomllib

    notice = re.sub(r"[-_]", "", (ROOT / "NOTICE").read_text("utf-8").lower())
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    for dependency in project["dependencies"]:
        name = re.match(r"[A-Za-z0-9._-]+", dependency).group()
        assert re.sub(r"[-_]", "", name.lower()) in notice, name
    for name in ("geonames", "cc by 4.0", "en_core_web_md", "all-minilm-l6-v2"):
        assert re.sub(r"[-_]", "", name) in notice, name


def test_the_changelog_knows_this_version():
    from whosays import __version__

    assert f"## {__version__}" in (ROOT / "CHANGELOG.md").read_text("utf-8")
