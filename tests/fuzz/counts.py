"""What all runs of ./run fuzz have done, in build/fuzz/counts.json, runs that begin elsewhere apart from it; and files that are there whole or not at all."""
import json
import os


def write(path, content):
    with open(path + ".new", "wb") as file:
        file.write(content)
    os.replace(path + ".new", path)


class Counts:
    def __init__(self, folder, first=None):
        """first: a run that begins there counts for itself, afresh, and leaves the counts of the others as they are."""
        self.path, self.all = os.path.join(folder, "counts.json" if first is None else "counts-from-%d.json" % first), {}
        os.makedirs(folder, exist_ok=True)
        if os.path.exists(self.path) and first is None:
            with open(self.path, encoding="ascii") as file:
                self.all = json.load(file)

    def part(self, name, start):
        """A dictionary to count in, which begins as `start` where nothing was counted."""
        self.all[name] = {**start, **self.all.get(name, {})}
        return self.all[name]

    def save(self):
        write(self.path, (json.dumps(self.all, indent=1) + "\n").encode("ascii"))
