"""The build hook that puts the desk's page inside the wheel."""

import importlib.util
import subprocess
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).parents[1]


@pytest.fixture(scope="module")
def hook() -> ModuleType:
    spec = importlib.util.spec_from_file_location("hatch_build", ROOT / "hatch_build.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture
def web(tmp_path: Path) -> Path:
    for name in ("web/src/App.svelte", "web/public/icon.svg", "web/public/map/world.json", "web/index.html", "web/package.json", "web/package-lock.json", "web/node_modules/vite/x"):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(name, "utf-8")
    (tmp_path / "web/node_modules/.package-lock.json").write_text("{}", "utf-8")
    return tmp_path / "web"


@pytest.mark.parametrize(("changed", "differs", "why"), [
    ("src/App.svelte", True, "the page's own source"),
    ("package-lock.json", True, "another version of a package"),
    ("public/map/world.json", False, "map data are made by the build"),
    ("node_modules/vite/x", False, "what is installed follows from the lock file"),
])
def test_the_page_is_built_anew_when_its_sources_change(hook: ModuleType, web: Path, changed: str, differs: bool, why: str) -> None:
    before = hook.fingerprint(web)
    (web / changed).write_text("changed", "utf-8")
    assert (hook.fingerprint(web) != before) == differs, why


def test_a_page_from_the_same_sources_is_kept(hook: ModuleType, web: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    ran = []
    monkeypatch.setattr(hook, "node_tools", lambda: ([], ["npm"]))
    static = web.parent / hook.STATIC
    static.mkdir(parents=True)
    monkeypatch.setattr(hook, "run", lambda command, _folder, _env: (ran.append(command[1:]), (static / "index.html").write_text("x", "utf-8")))
    hook.build_page(web.parent, lambda _words: None)
    hook.build_page(web.parent, lambda _words: None)
    assert ran == [["run", "build"]]
    (web / "src/App.svelte").write_text("other", "utf-8")
    hook.build_page(web.parent, lambda _words: None)
    assert len(ran) == 2


def test_a_failed_build_says_what_and_what_to_do(hook: ModuleType, tmp_path: Path) -> None:
    with pytest.raises(RuntimeError, match=r"(?s)ended with status 3.*no such registry.*WHOSAYS_NO_DESK=1"):
        hook.run(["sh", "-c", "echo no such registry; exit 3"], tmp_path, {})


@pytest.mark.parametrize(("said", "will_do"), [("v20.18.0", False), ("v20.19.1", True), ("v21.5.0", False), ("v22.12.0", True), ("v18.0.0", False), ("rubbish", False)])
def test_an_old_node_will_not_do(hook: ModuleType, monkeypatch: pytest.MonkeyPatch, said: str, will_do: bool) -> None:
    monkeypatch.setattr(hook.shutil, "which", lambda name: f"/usr/bin/{name}")
    monkeypatch.setattr(hook.subprocess, "run", lambda *_a, **_k: subprocess.CompletedProcess([], 0, stdout=said + "\n"))
    assert hook.own_node() == will_do


def test_without_node_the_package_is_asked_for(hook: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(hook.shutil, "which", lambda _name: None)
    made = hook.DeskHook.__new__(hook.DeskHook)
    assert made.dependencies() == [hook.NODE]
    monkeypatch.setenv("WHOSAYS_NO_DESK", "1")
    assert made.dependencies() == []
