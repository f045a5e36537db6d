"""Workers: each item once, failures told apart, death survived."""

import os
import time

import pytest

from whosays import workers
from whosays.errors import InputError, WhosaysError


def load(settings):
    if settings == "broken":
        raise InputError("no tools here")
    return settings


def double(item, tools):
    if item == "boom":
        raise ValueError("a bad\nitem")
    if item == "die":
        os._exit(9)
    if item == "slow":
        time.sleep(0.3)
    return item * 2 + tools


def task(settings="!"):
    # A child finds functions by module name; pytest's own import mode gives this module none that it could import.
    return workers.Task(load_in_child, double_in_child, settings)


def load_in_child(settings):
    return load(settings)


def double_in_child(item, tools):
    return double(item, tools)


@pytest.fixture
def importable(monkeypatch):
    """Make this module importable by children under its own name."""
    import sys
    from pathlib import Path

    monkeypatch.syspath_prepend(str(Path(__file__).parent))
    for function in (load, double, load_in_child, double_in_child):
        monkeypatch.setattr(function, "__module__", "test_workers")
    monkeypatch.setitem(sys.modules, "test_workers", sys.modules[__name__])


@pytest.mark.parametrize("number", [1, 2, 3])
def test_every_item_comes_back_once_with_its_result(number, importable):
    items = [f"item{i}" for i in range(7)] + ["slow", "a", "b"]
    found = dict(workers.run(task(), iter(items), number))
    assert found == {item: item * 2 + "!" for item in items}


@pytest.mark.parametrize("number", [1, 2])
def test_an_item_that_fails_is_told_and_the_rest_goes_on(number, importable):
    found = dict(workers.run(task(), ["a", "boom", "b"], number))
    assert found["a"] == "aa!"
    assert found["b"] == "bb!"
    assert found["boom"].code == "reader_failed"
    assert "ValueError: a bad item" in found["boom"].message
    assert "test_workers.py:" in found["boom"].message


def test_the_item_of_a_worker_that_is_killed_is_given_to_another(importable):
    team = workers._Team(task(), 2, 1)
    running = team.run(iter(["a", "slow", "b", "c", "slow"]))
    found = [next(running)]
    next(worker for worker in team.workers if worker.items).process.kill()
    found += running
    team.close()
    assert sorted(found) == sorted((item, item * 2 + "!") for item in ["a", "slow", "b", "c", "slow"])


def test_an_item_on_which_two_workers_die_fails_alone(importable):
    found = dict(workers.run(task(), ["a", "die", "b", "c", "d"], 2))
    assert found["die"].code == "worker_died"
    assert "status 9" in found["die"].message
    assert {found[item] for item in "abcd"} == {"aa!", "bb!", "cc!", "dd!"}


def test_workers_that_die_again_and_again_end_the_run(importable):
    with pytest.raises(WhosaysError, match="died one after another"):
        list(workers.run(task(), ["die"] * 5, 2))


@pytest.mark.parametrize("number", [1, 2])
def test_tools_that_do_not_load_are_an_error_of_the_run(number, importable):
    with pytest.raises(InputError, match="no tools here"):
        list(workers.run(task("broken"), ["a"], number))


@pytest.mark.parametrize("number", [1, 2])
def test_what_is_made_on_first_use_is_made_once_and_only_for_items(number, importable):
    made = []
    prepared = workers.Task(load_in_child, double_in_child, "!", lambda: made.append(1))
    assert list(workers.run(prepared, [], number)) == []
    assert made == []
    list(workers.run(prepared, ["a", "b", "c"], number))
    assert made == [1]


@pytest.mark.parametrize("number", [1, 2])
def test_nothing_is_loaded_for_no_items(number):
    assert list(workers.run(workers.Task(load, double, "broken"), [], number)) == []


def test_closing_the_run_ends_the_children(importable):
    team = workers._Team(task(), 2, 1)
    running = team.run(iter(["a", "slow", "slow", "slow"]))
    next(running)
    processes = [worker.process for worker in team.workers]
    team.close()
    assert processes
    assert all(process.poll() is not None for process in processes)
