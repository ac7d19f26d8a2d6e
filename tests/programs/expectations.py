"""What tests of programs share: a program's answer, and what does not hold."""
import subprocess

failures = []


def run(*words):
    done = subprocess.run([str(w) for w in words], capture_output=True, text=True)
    return done.returncode, done.stdout, done.stderr


def expect(name, condition, shown=""):
    if not condition:
        failures.append(name)
        print("FAILED", name, str(shown)[:500])
