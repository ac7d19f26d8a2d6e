"""Changes of a certificate's text that know nothing of its structure: words, lines, characters, and the gzip file it may be in."""
import gzip

from mutate import other_words


def change_text(text, rng):
    lines = text.split("\n")[:-1]
    own = [i for i, line in enumerate(lines) if not line.startswith("%")]
    i, j = rng.choice(own), rng.choice(own)
    words, others = lines[i].split(" "), lines[j].split(" ")
    a, b = rng.randrange(len(words)), rng.randrange(len(others))
    kind = rng.randrange(9)
    if kind < 3:
        words[a] = rng.choice(other_words(words[a], lines[i]))
    elif kind == 3:
        words[a] = others[b]
    elif kind == 4:
        words[a:a + 1] = rng.choice(([], [words[a]] * 2, [words[a], others[b]]))
    elif kind == 5:
        lines[j] = lines[i]
    elif kind == 6:
        lines[j], words = lines[i], others
    elif kind == 7:
        at = rng.randrange(len(words[a]) + 1)
        words[a] = words[a][:at] + rng.choice("0123456789-/=:,.%xE ") + words[a][at + rng.randrange(2):]
    else:
        lines[i:i + 1] = rng.choice(([], [lines[i]] * 2, [lines[i], lines[j]]))
        return "\n".join(lines) + "\n" if lines else "\n"
    lines[i] = " ".join(words)
    return "\n".join(lines) + rng.choice(("\n",) * 30 + ("", "\n\n", " \n"))


def packed(content, rng):
    """As a gzip file, sometimes of two members, sometimes damaged."""
    at = rng.randrange(len(content) + 1) if rng.random() < .3 else 0
    members = [gzip.compress(part, rng.choice((0, 1, 9)), mtime=0) for part in (content[:at], content[at:])][at == 0:]
    result = b"".join(members)
    kind = rng.randrange(8)
    if kind == 0:
        return result[:rng.randrange(2, len(result))]
    if kind == 1:
        return result + rng.choice((b"\0", b"\n", result[:9]))
    if kind == 2:
        at = rng.randrange(2, len(result))
        return result[:at] + bytes([result[at] ^ 1 << rng.randrange(8)]) + result[at + 1:]
    return result
