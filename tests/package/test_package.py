"""Installs ftcert into a scratch folder, builds and runs a project that finds it there, and uninstalls it: nothing is left but what others put there.

usage: test_package.py SOURCE BUILD CERTIFICATE
"""
import pathlib
import re
import subprocess
import sys
import tempfile


def run(*command):
    print("$", *command, flush=True)
    result = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    if result.returncode != 0:
        sys.exit(f"exit code {result.returncode}\n{result.stdout}{result.stderr}")
    return result.stdout


def keeps_what_others_put_there(source, folder):
    """In a folder whose path looks like a pattern of names."""
    (folder / "empty").mkdir(parents=True)
    installed, mine, manifest = folder / "empty" / "one.md", folder / "mine.txt", folder.parent / "manifest.txt"
    for file in installed, mine:
        file.write_text("a file\n")
    manifest.write_text(f"{installed}\n{folder / 'two.md'}\n")
    run("cmake", f"-DMANIFEST={manifest}", "-P", f"{source}/src/cmake/uninstall.cmake")
    assert sorted(folder.rglob("*")) == [mine] and not manifest.exists(), sorted(folder.rglob("*"))


def main():
    source, build, certificate = sys.argv[1:]
    with tempfile.TemporaryDirectory() as scratch:
        prefix, project = pathlib.Path(scratch, "prefix"), pathlib.Path(scratch, "build")
        run("cmake", "--install", build, "--prefix", str(prefix))
        for folder in prefix.rglob("*.cmake"):
            text = folder.read_text()
            assert source not in text and build not in text, f"{folder.name} names a folder of the build"
        run("cmake", "-S", f"{source}/tests/package", "-B", str(project), f"-DCMAKE_PREFIX_PATH={prefix}")
        run("cmake", "--build", str(project), "-j2")
        headers = [str(path.relative_to(prefix)) for path in prefix.rglob("*.hpp")]
        assert headers == ["include/ftcert/ftcert.hpp"], headers
        claim = run(str(project / "example")).split("\n")[0]  # three samples never need more than two neurons
        assert re.fullmatch("interpolation layers=2 neurons=[12] samples=3 changed=1", claim), claim
        run(str(project / "checker"), certificate)
        run(str(prefix / "bin" / "ftcheck"), certificate)
        checker = prefix / "share" / "ftcert" / "ftcheck.py"
        run(sys.executable, str(checker), certificate)
        run(sys.executable, "-m", "compileall", "-q", str(checker.parent))  # what Python leaves there where it may
        assert (checker.parent / "__pycache__").is_dir()
        mine = prefix / "share" / "doc" / "ftcert" / "mine.txt"
        mine.write_text("not of ftcert\n")
        checker.unlink()  # what is gone already is no error
        run("cmake", "--build", build, "--target", "uninstall")
        left = sorted(str(path.relative_to(prefix)) for path in prefix.rglob("*"))
        assert [name for name in left if "ftc" in name] == ["share/doc/ftcert", "share/doc/ftcert/mine.txt"], left
        assert all((prefix / name).is_dir() for name in left if "ftc" not in name), left
        again = subprocess.run(["cmake", "--build", build, "--target", "uninstall"], capture_output=True, text=True)
        assert again.returncode != 0 and "which cmake --install writes, found none" in " ".join((again.stdout + again.stderr).split()), again
        keeps_what_others_put_there(source, pathlib.Path(scratch, "in [1]", "share", "ftcert"))


if __name__ == "__main__":
    main()
