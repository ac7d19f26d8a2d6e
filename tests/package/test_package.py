"""Installs ftcert into a scratch folder and builds and runs a project that finds it there.

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


if __name__ == "__main__":
    main()
