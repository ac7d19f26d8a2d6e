"""What the checks of the documentation share: how much holds, and what does not."""
_count = {True: 0, False: 0}


def expect(holds, words):
    _count[bool(holds)] += 1
    if not holds:
        print("FAILED " + words)


def exit_code():
    """Says how many expectations hold; 0 if all do, and there are some."""
    print("%d passed, %d failed" % (_count[True], _count[False]))
    return 0 if _count[True] and not _count[False] else 1
