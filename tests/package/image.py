"""Carries out the Dockerfile's last stage without a daemon: its instructions, one by one, in a Debian of its own (as root), and then what the image is for.
The first stage is `./run package --build` in this tree, whose packages are in PACKAGES.

usage: image.py SOURCE PACKAGES CACHE     (CACHE: that of in_root.sh, with its folders base and archives)
"""
import json
import os
import pathlib
import re
import shutil
import subprocess
import sys

SOURCE, PACKAGES, CACHE = map(pathlib.Path, sys.argv[1:])
CERTIFICATE = SOURCE / "tests/certificates/valid/worked-example.ftc"


def instructions():
    """(word, rest) of every instruction; lines that end with a backslash go on."""
    text = re.sub(r"\\\n\s*", "", (SOURCE / "Dockerfile").read_text(encoding="utf-8"))
    return [tuple(line.split(" ", 1)) for line in text.splitlines() if line and not line.startswith("#")]


def stages():
    """The instructions of each stage, behind its FROM."""
    found = []
    for word, rest in instructions():
        if word == "FROM":
            assert rest.split()[0] == "debian:12-slim", rest
            found.append((rest, []))
        else:
            found[-1][1].append((word, rest))
    return found


class Image:
    def __init__(self, root):
        self.root, self.user, self.folder, self.command = root, "root", "/", None

    def inside(self, *command):
        """Runs as the image's user in its folder; (exit code, standard output and error)."""
        change = "cd %s && exec \"$@\"" % self.folder
        user = ["setpriv", "--reuid=" + self.user, "--regid=" + self.user, "--clear-groups"] if self.user != "root" else []
        done = subprocess.run(["chroot", str(self.root), "env", "-i", "PATH=/usr/sbin:/usr/bin:/sbin:/bin", "DEBIAN_FRONTEND=noninteractive", *user,
                               "sh", "-c", change, "sh", *command], stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
        return done.returncode, done.stdout

    def carry_out(self, word, rest):
        if word == "COPY":
            source, *names, target = rest.split()
            assert source == "--from=build" and target.endswith("/"), rest
            place = self.root / target.strip("/")
            place.mkdir(parents=True)
            for name in names:
                folder, pattern = name.rsplit("/", 1)
                assert folder == "/source/build/packages", name
                for path in [*PACKAGES.glob(pattern)] or sys.exit("COPY: no file " + name):
                    shutil.copy(path, place)
        elif word == "RUN":
            code, said = self.inside("sh", "-c", rest)
            assert code == 0, "RUN %s: exit code %d\n%s" % (rest, code, said)
        elif word == "USER":
            self.user = rest
        elif word == "WORKDIR":
            (self.root / rest.strip("/")).mkdir(parents=True, exist_ok=True)
            self.folder = rest
        elif word == "CMD":
            self.command = json.loads(rest)
        else:
            sys.exit("an instruction that is not known here: %s %s" % (word, rest))


def main():
    (first, made), (_, wanted) = stages()
    assert first.endswith(" AS build"), first
    assert made == [("WORKDIR", "/source"), ("COPY", ". ."), ("RUN", "./run package --build")], made
    os.umask(0o022)
    root = CACHE / "image"
    shutil.rmtree(root, ignore_errors=True)
    subprocess.run(["cp", "-a", str(CACHE / "base"), str(root)], check=True)
    shutil.copy("/etc/resolv.conf", root / "etc/resolv.conf")
    for path in CACHE.glob("archives/*.deb"):
        shutil.copy(path, root / "var/cache/apt/archives")
    image = Image(root)
    for word, rest in wanted:
        print(word, rest, flush=True)
        image.carry_out(word, rest)
    assert image.user != "root", "the image's user: expected another than root"
    code, said = image.inside(*image.command)
    assert code == 0 and "certify" in said, said
    shutil.copy(CERTIFICATE, root / "work")
    (root / "work" / CERTIFICATE.name).chmod(0o644)
    for checker in ("ftcheck", "ftcheck.py"):
        code, said = image.inside(checker, CERTIFICATE.name)
        assert code == 0 and said.startswith("s VERIFIED "), (checker, code, said)
    code, said = image.inside("ftcert", "worst", "--samples", "9", "--changed", "2", "--layers", "2", "-o", "worst.csv")
    assert code == 4, "in a folder of root: expected exit code 4, found %d: %s" % (code, said)
    left = [str(path) for path in (root / "packages", root / "source") if path.exists()] + [str(path) for path in (root / "var/lib/apt/lists").iterdir()]
    assert not left, left
    shutil.rmtree(root)
    print("image: the Dockerfile's instructions give what they say")


if __name__ == "__main__":
    main()
