"""What tests of programs share: a program's answer, and what does not hold."""
import re
import subprocess
import time

failures = []


def run(*words):
    done = subprocess.run([str(w) for w in words], capture_output=True, text=True)
    return done.returncode, done.stdout, done.stderr


def expect(name, condition, shown=""):
    if not condition:
        failures.append(name)
        print("FAILED", name, str(shown)[:500])


def wait_for_handler(process, number):
    """Until the program catches the signal, as the system says (proc(5)), or has ended."""
    while process.poll() is None:
        with open("/proc/%d/status" % process.pid, encoding="ascii") as file:
            caught = int(re.search(r"^SigCgt:\s*([0-9a-f]+)$", file.read(), re.M)[1], 16)
        if caught >> (number - 1) & 1:
            return
        time.sleep(0.01)
