"""Where things are: the tree, its programs, the installed package. `./run python` has built them and installed the package."""
import importlib.util
import pathlib
import types
from collections.abc import Callable

import pytest

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent


@pytest.fixture(scope="session")
def repository() -> pathlib.Path:
    """The top of the tree."""
    return ROOT


@pytest.fixture(scope="session")
def ftcert_program() -> str:
    """The command line, ftcert."""
    return str(ROOT / "build/ftcert")


@pytest.fixture(scope="session")
def ftcheck_program() -> str:
    """The checker that is written in C++."""
    return str(ROOT / "build/ftcheck")


@pytest.fixture(scope="session")
def backend_of() -> Callable[[pathlib.Path], types.ModuleType]:
    """Loads the build backend of a tree."""
    def load(root: pathlib.Path) -> types.ModuleType:
        specification = importlib.util.spec_from_file_location("backend", root / "src/python/backend.py")
        assert specification is not None and specification.loader is not None
        module = importlib.util.module_from_spec(specification)
        specification.loader.exec_module(module)
        return module
    return load
